"""`corpus dedupe`: equal and nearly equal texts, which one is kept, and that nothing is taken away."""

from __future__ import annotations

import json
import random
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.ledger.small import APPEALS, BULLETIN, SCREENING, add
from typer.testing import CliRunner

from claimwright.cli.corpus import app
from claimwright.core.errors import InputError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger import files
from claimwright.corpus.ledger.duplicates import MinHash, Report, find_duplicates, read_list, write_list
from claimwright.corpus.ledger.duplicates import find as finding
from claimwright.corpus.ledger.duplicates.shingles import Words, jaccard, normalise, runs
from claimwright.corpus.records import ProcessedLine, TextRecord

runner = CliRunner()


def words(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"w{draw.randrange(10_000)}" for _ in range(count)]


def changed(base: list[str], places: int, seed: int) -> list[str]:
    """The same words with a few replaced."""
    draw = random.Random(seed)
    new = list(base)
    for place in draw.sample(range(len(base)), places):
        new[place] = f"x{draw.randrange(10_000)}"
    return new


def search(layout: Layout, **more: object) -> Report:
    return find_duplicates(layout, list(files.read(layout.processed_sources, ProcessedLine)), **more)  # type: ignore[arg-type]


def paths(report: Report) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (group.keep.path.split("/")[-1], [(one.path.split("/")[-1], one.kind) for one in group.others])
        for group in report.groups
    ]


def test_equal_texts_of_different_files_are_found_whatever_their_records_and_white_space(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    add(layout, "a", [APPEALS, SCREENING], tags=("legal",))
    add(layout, "b", [APPEALS.upper().replace(" ", "\n") + "  " + SCREENING], tags=("legal", "kb"))
    add(layout, "c", [BULLETIN])
    report = search(layout)
    assert paths(report) == [("b.txt", [("a.txt", "exact")])]
    assert report.counts() == {"groups": 1, "across_documents": 1, "exact": 1, "near": 0, "may_be_left_out": 1}


def test_signs_and_numbers_make_a_difference(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    add(layout, "a", ["covered at ages ≥45"])
    add(layout, "b", ["covered at ages <45"])
    add(layout, "c", ["covered at ages ≥50"])
    assert search(layout, near=0.5).groups == ()


def test_near_duplicates_are_found_and_their_similarity_is_exact(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    base = words(400, seed=1)
    near, far = changed(base, 3, seed=2), changed(base, 60, seed=3)
    for name, one in (("base", [*base, "end"]), ("near", near), ("far", far), ("other", words(400, seed=4))):
        add(layout, name, [" ".join(one)])
    report = search(layout, near=0.9)
    assert paths(report) == [("base.txt", [("near.txt", "near")])]
    sets = [runs(Words().of(" ".join(one))) for one in ([*base, "end"], near)]
    assert report.groups[0].others[0].similarity == round(jaccard(*sets), 4)


def test_which_one_is_kept(tmp_path: Path) -> None:
    """kb, then a citation, then length, then the later access, then the place in the ledger."""
    layout = Layout(tmp_path)
    text = " ".join(words(200, seed=5))
    add(layout, "plain", [text + " and more"], tags=("legal",))
    add(layout, "first", [text], tags=("legal", "kb"))
    add(layout, "later", [text], tags=("legal", "kb"), date_accessed="2026-03-01")
    add(layout, "cited", [TextRecord(text=text, citation="29 CFR 2560.503-1")], tags=("legal", "kb"))
    assert paths(search(layout, level="record")) == [
        ("cited.txt", [("later.txt", "exact"), ("first.txt", "exact"), ("plain.txt", "near")])
    ]
    assert paths(search(layout)) == [
        ("later.txt", [("first.txt", "exact"), ("cited.txt", "exact"), ("plain.txt", "near")])
    ]


def test_a_record_with_its_own_citation_is_never_to_be_left_out(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    add(
        layout, "a", [TextRecord(text="Reserved.", citation="42 CFR 438.1"), TextRecord(text="Reserved.", citation="x")]
    )
    add(layout, "b", ["Reserved."])
    report = search(layout, level="record")
    told = {(one.record, one.path[-5:]): one.kept_for for one in report.groups[0].others}
    assert told == {(2, "a.txt"): "its own citation, x", (1, "b.txt"): ""}
    assert report.counts()["may_be_left_out"] == 1


def test_small_differences_do_not_add_up(tmp_path: Path) -> None:
    """Each near duplicate is near the kept text itself."""
    layout = Layout(tmp_path)
    text = words(300, seed=6)
    for step in range(8):
        add(layout, f"step{step}", [" ".join(text)])
        text = changed(text, 2, seed=step)
    for group in search(layout, near=0.9).groups:
        kept = layout.processed / f"{Path(group.keep.path).stem}.txt"
        for one in group.others:
            other = layout.processed / f"{Path(one.path).stem}.txt"
            sets = [runs(Words().of(normalise(path.read_text(encoding="utf-8")))) for path in (kept, other)]
            assert jaccard(*sets) >= 0.9


def test_the_same_corpus_gives_the_same_report_within_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(tmp_path)
    for seed in range(20):
        base = words(120, seed=seed % 7)
        add(layout, f"d{seed}", [" ".join(changed(base, seed % 3, seed=seed))])
    before = search(layout, near=0.8)
    monkeypatch.setattr(finding, "_MOST_RUNS", 100)
    assert search(layout, near=0.8) == before
    assert before.counts()["groups"] >= 5


def test_minhash_proposes_what_brute_force_finds(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    draw = random.Random(8)
    texts = [words(150, seed=n // 6) for n in range(60)]
    texts = [changed(text, draw.randrange(1, 12), seed=n) for n, text in enumerate(texts)]
    for n, text in enumerate(texts):
        add(layout, f"t{n}", [" ".join(text)])
    report = search(layout, near=0.7)
    sets = {f"./data/raw/t{n}.txt": runs(Words().of(" ".join(text))) for n, text in enumerate(texts)}
    left = {one.path for group in report.groups for one in group.others}
    kept = [path for path in sets if path not in left]
    assert all(jaccard(sets[a], sets[b]) < 0.7 for a in kept for b in kept if a < b)
    assert len(left) > 5


@given(st.floats(0.05, 1))
def test_bands_find_a_pair_at_the_threshold(threshold: float) -> None:
    parameters = MinHash(threshold)
    assert parameters.bands * parameters.rows <= 128
    assert parameters.chance(threshold) >= 0.999 or parameters.rows == 1


@pytest.mark.parametrize("shared", [0.2, 0.5, 0.9])
def test_signatures_estimate_similarity(shared: float) -> None:
    """Within five standard errors over many pairs of sets."""
    draw = np.random.default_rng(3)
    one_row = MinHash(0.01)
    agreed = []
    for _ in range(20):
        pool = draw.integers(0, 2**64, size=3000, dtype=np.uint64)
        common = int(shared * 2000)
        rest = (2000 - common) // 2
        a, b = np.unique(pool[: common + rest]), np.unique(np.r_[pool[:common], pool[2000 : 2000 + rest]])
        agreed.append(float(np.mean(one_row.keys(a) == one_row.keys(b))) - jaccard(a, b))
    assert one_row.rows == 1
    assert abs(np.mean(agreed)) < 5 * np.sqrt(shared * (1 - shared) / (128 * 20))


@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.lists(st.sampled_from("abcdefgh"), max_size=30))
def test_runs_are_the_runs_of_five_words(a: list[str], b: list[str]) -> None:
    def plain(text: list[str]) -> set[tuple[str, ...]]:
        size = min(5, len(text))
        return {tuple(text[n : n + size]) for n in range(len(text) - size + 1)} if text else set()

    mine = jaccard(runs(Words().of(" ".join(a))), runs(Words().of(" ".join(b))))
    union = plain(a) | plain(b)
    assert mine == (len(plain(a) & plain(b)) / len(union) if a and b else 0)


def test_the_list_is_written_and_nothing_is_deleted(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "corpus")
    add(layout, "a", [APPEALS])
    add(layout, "b", [APPEALS], tags=("legal",))
    before = {path: path.read_bytes() for path in layout.root.rglob("*") if path.is_file()}
    listed, out = tmp_path / "list.jsonl", tmp_path / "report.json"
    result = runner.invoke(
        app, ["dedupe", "--root", str(layout.root), "--write-list", str(listed), "--out", str(out), "--json"]
    )
    assert result.exit_code == 1
    assert json.loads(out.read_text(encoding="utf-8")) == json.loads(result.output)
    assert read_list(listed) == {("./data/raw/b.txt", 0)}
    assert {path: path.read_bytes() for path in layout.root.rglob("*") if path.is_file()} == before
    shown = runner.invoke(app, ["dedupe", "--root", str(layout.root), "--tag", "kb"])
    assert (shown.exit_code, "0 groups" in shown.output) == (0, True)
    text = runner.invoke(app, ["dedupe", "--root", str(layout.root)])
    assert "exact 1.000 ./data/raw/b.txt" in text.output


def test_documents_without_text_are_counted(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    add(layout, "a", [APPEALS])
    line = add(layout, "b", [BULLETIN])
    layout.locate(line.local_processed_path).unlink()
    report = search(layout)
    assert (report.documents, report.absent) == (1, 1)


def test_a_wrong_threshold_and_a_wrong_list_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--near 0"):
        find_duplicates(Layout(tmp_path), [], near=0)
    wrong = tmp_path / "list.jsonl"
    wrong.write_bytes(msgspec.json.encode({"record": 1}))
    with pytest.raises(InputError, match="no line of such a list"):
        read_list(wrong)
    assert write_list(find_duplicates(Layout(tmp_path), []), tmp_path / "empty.jsonl") == 0
