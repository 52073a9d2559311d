"""`corpus build | index | search | show`, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.corpus.index.corpora import DOCUMENTS, write_corpus
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.core.errors import ClaimwrightError
from claimwright.corpus.index.dense import build_dense
from claimwright.corpus.layout import Layout

CHUNK = "\n# Title 42— THE PUBLIC HEALTH AND WELFARE\n### CHAPTER 6A— PUBLIC HEALTH SERVICE\n#### § 300gg–19. Appeals process\n##### (a) Internal claims appeals\n\nA plan shall have in effect an internal claims appeal process.\n"


def _run(*arguments: str, text: bytes | None = None) -> Result:
    return CliRunner().invoke(build(), ["corpus", *arguments], input=text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_corpus(Layout(tmp_path))
    assert _run("index", "--root", str(tmp_path)).exit_code == 0
    return tmp_path


def test_from_raw_to_searchable_in_one_command(tmp_path: Path) -> None:
    raw = tmp_path / "law"
    raw.mkdir()
    (raw / "usc_title_42.jsonl").write_text(json.dumps({"chunk": 0, "text": CHUNK}), encoding="utf-8")
    done = _run("build", "--from", str(raw), "--root", str(tmp_path / "corpus"), "--json", "--jobs", "1")
    assert done.exit_code == 0, done.output
    counts = json.loads(done.stdout)
    assert (counts["files"], counts["processed"], counts["index"]["added"], counts["index"]["provisions"]) == (
        1,
        1,
        1,
        1,
    )
    shown = _run("show", "42 USC 300gg-19", "--root", str(tmp_path / "corpus"))
    assert "internal claims appeal process" in shown.stdout
    again = _run("build", "--from", str(raw), "--root", str(tmp_path / "corpus"), "--json")
    assert json.loads(again.stdout)["index"]["unchanged"] == 1


def test_search_prints_hits_for_people(root: Path) -> None:
    done = _run("search", "external review", "--root", str(root), "--limit", "2")
    assert done.exit_code == 0
    assert done.stdout.startswith("1. 42 USC 300gg-19(b)")
    assert "https://law.example/title_42, accessed 2024-07-01" in done.stdout
    assert "lexical 1" in done.stdout


@pytest.mark.parametrize(("command", "words"), [("search", "external review"), ("show", "42 USC 300gg-19")])
def test_words_need_no_quotes(root: Path, command: str, words: str) -> None:
    bare, quoted = (_run(command, *said, "--root", str(root)) for said in (words.split(), [words]))
    assert (bare.exit_code, bare.stdout) == (0, quoted.stdout)


def test_search_says_that_nothing_was_found(root: Path) -> None:
    bare, filtered = (_run("search", "zzyzx", "--root", str(root), *more) for more in ((), ("--tag", "none")))
    assert (bare.exit_code, bare.stdout, bare.stderr.strip()) == (1, "", "nothing was found")
    assert filtered.stderr.strip() == "nothing was found under these filters"


def test_search_prints_hits_for_scripts(root: Path) -> None:
    done = _run("search", "PHS Act 2719", "--root", str(root), "--json", "--in-force", "2024-01-01")
    [first, *_] = json.loads(done.stdout)
    assert (first["citation"], first["in_force"]) == ("42 USC 300gg-19(a)", "unknown")
    assert first["legs"]["citation"]["rank"] == 1
    assert first["heading"][-1] == "(a) Internal claims appeals"


def test_search_filters(root: Path) -> None:
    for filters in (["--jurisdiction", "CA"], ["--no-kb"], ["--tag", "state-code"]):
        done = _run("search", "review", "--root", str(root), "--json", *filters)
        assert [hit["citation"] for hit in json.loads(done.stdout)] == ["CA Ins. Code 10169"]
    assert _run("search", "review", "--root", str(root), "--tag", "nothing-has-it").exit_code == 1


def test_a_query_comes_from_standard_input(root: Path) -> None:
    done = _run("search", "-", "--root", str(root), text=b"emergency services")
    assert "42 USC 300gg-111(a)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "text", "code"),
    [
        (("search", ""), None, "CORPUS-QUERY"),
        (("search", "-"), b"x" * 1_000_000, "CORPUS-QUERY"),
        (("search", "-"), bytes(range(256)) * 40, "CORPUS-QUERY"),
        (("search", "review", "--in-force", "soon"), None, "CORPUS-DATE"),
        (("search", "review", "--leg", "dense"), None, "CORPUS-LEG"),
        (("search", "review", "--limit", "0"), None, "CORPUS-LIMIT"),
        (("show", "somewhere"), None, "CORPUS-CITATION"),
        (("show", "42 USC 99"), None, "CORPUS-NOT-FOUND"),
    ],
)
def test_what_cannot_be_asked(root: Path, arguments: tuple[str, ...], text: bytes | None, code: str) -> None:
    done = _run(*arguments, "--root", str(root), text=text)
    assert isinstance(done.exception, ClaimwrightError)
    assert (done.exception.code, done.exception.exit_code) == (code, 2)


def test_show_for_scripts(root: Path) -> None:
    found = json.loads(_run("show", "29 U.S.C. § 1133", "--root", str(root), "--json").stdout)
    assert found["citation"] == "29 USC 1133"
    assert found["provisions"][0]["text"] == found["text"]


def test_index_says_what_it_could_not_do(root: Path) -> None:
    layout = Layout(root)
    write_corpus(layout, {**DOCUMENTS, "new": DOCUMENTS["title_29"]})
    (layout.processed / "new.jsonl").write_text("no record\n", encoding="utf-8")
    done = _run("index", "--root", str(root))
    assert done.exit_code == 1
    assert "new.jsonl" in done.stderr
    assert "4 unchanged" in done.stdout


def test_the_dense_leg_joins_where_its_vectors_are(root: Path) -> None:
    build_dense(Layout(root))
    [first, *_] = json.loads(
        _run("search", "an outside doctor", "--leg", "dense", "--root", str(root), "--json").stdout
    )
    assert list(first["legs"]) == ["dense"]
    both = json.loads(_run("search", "external review", "--root", str(root), "--json").stdout)
    assert {"lexical", "dense"} <= set(both[0]["legs"])


def test_help_names_the_commands() -> None:
    text = _run("--help").stdout
    assert all(name in text for name in ("build", "index", "search", "show"))
