"""`corpus plan | download | status`: what people and scripts see."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.corpus.download.downloads import SITE, pdf
from tests.corpus.server import Answer, FakeWeb
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.core.errors import ClaimwrightError, InputError
from claimwright.corpus.download import declared
from claimwright.corpus.download.extent import extent
from claimwright.corpus.layout import Layout
from claimwright.corpus.selection import Selection


@pytest.fixture
def root(web: FakeWeb, tmp_path: Path) -> Path:
    """A corpus folder with settings that lead to the fake web, and a list of three files, one of them gone."""
    (tmp_path / "download.toml").write_text(
        f'mirror = "http://127.0.0.1:{web.port}/"\nbackoff_s = 0.01\n[default]\nper_second = 0\n'
    )
    urls = ", ".join(f'"{SITE}/{name}.pdf"' for name in "abc")
    (tmp_path / "mine.toml").write_text(
        f'[[source]]\nkey = "mine"\ntags = ["legal"]\nprocessor = "pdf"\nurls = [{urls}]\n'
    )
    web.update({f"{SITE}/a.pdf": pdf("a"), f"{SITE}/b.pdf": pdf("b")})
    return tmp_path


def call(root: Path, command: str, *options: str) -> Result:
    given = () if command == "status" else ("--list", str(root / "mine.toml"))
    return CliRunner().invoke(build(), ["corpus", command, "--root", str(root), *given, *options])


def test_plan_download_status(web: FakeWeb, root: Path) -> None:
    done = call(root, "plan", "--json")
    assert done.exit_code == 0
    assert [item["state"] for item in json.loads(done.stdout)["items"]] == ["new"] * 3
    assert call(root, "download", "--dry-run", "--json").stdout == done.stdout
    assert {asked.url for asked in web.asked} == set()

    done = call(root, "download", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["sources"][0] | {"bytes": 0} == {
        "source": "mine", "new": 2, "changed": 0, "same": 0, "present": 0, "failed": 1, "bytes": 0,
    }  # fmt: skip
    (failure,) = told["failures"]
    assert (failure["url"], failure["reason"], failure["attempts"]) == (f"{SITE}/c.pdf", "status", 1)

    done = call(root, "status", "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    (mine,) = told["sources"]
    assert (mine["known"], mine["fetched"], mine["processed"], mine["failed"]) == (3, 2, 0, 1)
    assert mine["bytes"] == len(pdf("a")) * 2
    assert mine["oldest"] == mine["newest"]

    web[f"{SITE}/c.pdf"] = pdf("c")
    assert call(root, "download").exit_code == 0
    assert call(root, "status", "--source", "mine").exit_code == 0


def test_tables_and_failures_are_told_in_words(web: FakeWeb, root: Path) -> None:
    web[f"{SITE}/c.pdf"] = Answer(b"<html>sorry</html>", headers=(("Content-Type", "text/html"),))
    assert "changed?" in call(root, "plan").stdout
    done = call(root, "download", "--limit", "3")
    assert done.exit_code == 1
    assert "present" in done.stdout
    assert "a web page where a PDF was expected" in done.output
    assert "fix: open the address in a browser" in done.output
    assert "fix:" in call(root, "status").output


def test_what_is_left_out_is_in_no_command(root: Path) -> None:
    both = root / "mine.toml"
    both.write_text(both.read_text() + f'[[source.item]]\nurl = "{SITE}/d.pdf"\ntags = ["draft"]\n')
    planned = json.loads(call(root, "plan", "--without-tag", "draft", "--json").stdout)
    assert [item["path"] for item in planned["items"]] == ["a.pdf", "b.pdf", "c.pdf"]
    assert json.loads(call(root, "plan", "--without-source", "mine", "--json").stdout)["items"] == []
    call(root, "download")
    told = json.loads(call(root, "status", "--without-source", "mine", "--json").stdout)
    assert told == {"sources": [], "failures": []}
    (mine,) = json.loads(call(root, "status", "--without-tag", "draft", "--json").stdout)["sources"]
    assert (mine["known"], mine["fetched"]) == (3, 2)


def test_status_of_no_corpus(tmp_path: Path) -> None:
    done = CliRunner().invoke(build(), ["corpus", "status", "--root", str(tmp_path / "none"), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"sources": [], "failures": []}
    said = CliRunner().invoke(build(), ["corpus", "status", "--root", str(tmp_path / "none")])
    assert "`claimwright corpus plan` shows the sources" in said.stdout


def test_a_call_that_is_wrong(root: Path) -> None:
    done = call(root, "download", "--source", "nobody")
    assert isinstance(done.exception, ClaimwrightError)
    assert done.exception.exit_code == 2


def corpus(root: Path, command: str, *options: str) -> Result:
    """A command on the program's own sources."""
    return CliRunner().invoke(build(), ["corpus", command, "--root", str(root), *options])


def test_many_sources_are_not_downloaded_unasked(web: FakeWeb, root: Path) -> None:
    for options in ((), ("--tag", "legal"), ("--without-tag", "state-code")):
        done = corpus(root, "download", *options)
        assert isinstance(done.exception, InputError)
        assert done.exception.exit_code == 2
        assert re.fullmatch(r"no source was named, .*: \d+ sources at \d+ hosts; 0 documents .*", done.exception.what)
        assert "--yes" in done.exception.fix
    assert web.asked == []


def test_a_plan_of_many_sources_asks_no_site(web: FakeWeb, root: Path) -> None:
    call(root, "download")
    web.asked.clear()
    told = json.loads(corpus(root, "plan", "--json").stdout)
    assert corpus(root, "download", "--dry-run", "--json").exit_code == 0
    assert (told["asked"], told["known"], len(told["sources"]) > 60) == (False, 0, True)
    assert {"law.justia.com", "www.cms.gov"} < set(told["hosts"])
    shown = corpus(root, "plan").stdout
    assert re.search(r"\d+ sources at \d+ hosts; 0 documents known from earlier runs, \d+ sources not counted", shown)
    assert web.asked == []


def test_yes_asks_them(web: FakeWeb, root: Path) -> None:
    done = corpus(root, "plan", "--yes", "--json", "--tag", "kb", "--without-tag", "state-code")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["asked"]
    assert {urlsplit(asked.url).netloc for asked in web.asked} > {"www.cms.gov", "www.ecfr.gov", "uscode.house.gov"}


def test_a_few_sources_are_counted_with_their_hosts(web: FakeWeb, root: Path) -> None:
    told = json.loads(call(root, "plan", "--json").stdout)
    assert (told["asked"], told["due"], told["hosts"]) == (True, 3, ["www.example.gov"])
    assert "3 documents to ask for at 1 host, 0 present" in call(root, "plan").stdout


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_on_a_terminal_it_asks(root: Path) -> None:
    ours, theirs = os.openpty()
    try:
        os.write(ours, b"n\n")
        program = [sys.executable, "-m", "claimwright", "corpus", "download", "--root", str(root)]
        done = subprocess.run(program, stdin=theirs, capture_output=True, text=True, timeout=120, check=False)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 1
    assert "Fetch from all of them? [y/N]" in done.stderr
    assert "sources at" in done.stderr
    assert not (root / "sources.jsonl").exists()


def test_what_was_found_before_is_counted(web: FakeWeb, root: Path) -> None:
    lists = declared([root / "mine.toml"], Selection())
    assert extent(Layout(root), lists, named=True).known == 0
    call(root, "download")
    found = extent(Layout(root), lists, named=True)
    assert [(each.source, each.known, each.here) for each in found.sources] == [("mine", 3, 2)]
    assert not found.large
