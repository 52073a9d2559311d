"""The leak test: invented leaky texts fail it, the same cleaned pass it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from claimwright.appeals.benchmark.build import build
from claimwright.appeals.benchmark.invented import invented_cases
from claimwright.appeals.benchmark.leaks.check import check_leaks
from claimwright.appeals.benchmark.manifest import Manifest, Options
from claimwright.appeals.benchmark.open import open_benchmark
from claimwright.appeals.benchmark.sift import sift
from claimwright.appeals.records import AppealCase
from claimwright.cli.appeals import app
from claimwright.core.errors import InputError, NotFoundError
from claimwright.core.settings import public_data

pytest.importorskip("sklearn")


@pytest.fixture(scope="module")
def leaky() -> list[AppealCase]:
    return invented_cases(300, seed=2, leaky=0.3, insufficient=0.0)


def write(path: Path, cases: list[AppealCase]) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(case) + b"\n" for case in cases))
    return path


def test_leaky_texts_fail_by_both_probes(leaky: list[AppealCase]) -> None:
    found = check_leaks(leaky)
    assert not found.passed
    assert found.patterns.strict > 50
    assert found.patterns.strict_right == found.patterns.strict
    assert found.patterns.low is not None
    assert found.patterns.low > 0.85
    assert found.words is not None
    assert found.words.failures
    assert any(expression.deciding for expression in found.words.telling)


def test_the_same_cleaned_pass(leaky: list[AppealCase]) -> None:
    found = check_leaks(sift(leaky).cases)
    assert found.failures == ()
    assert found.patterns.strict == 0


def test_words_that_no_pattern_knows_are_caught_by_the_word_probe() -> None:
    marks = {"Overturned": "Coverage goes ahead.", "Upheld": "Coverage stays closed."}
    cases = [
        msgspec.structs.replace(c, text=f"{c.text} {marks[c.decision]}")
        for c in invented_cases(200, seed=4, insufficient=0.0)
    ]
    found = check_leaks(cases)
    assert found.patterns.strict == 0
    assert found.words is not None
    assert found.failures == tuple(found.words.failures)
    assert any("words alone" in failure for failure in found.failures)


def test_too_few_texts_show_nothing() -> None:
    found = check_leaks(invented_cases(20, insufficient=0.0))
    assert found.words is None
    assert found.passed


def test_a_failing_build_exits_with_1_and_writes_no_cases(tmp_path: Path, leaky: list[AppealCase]) -> None:
    path, out = write(tmp_path / "invented.jsonl", leaky), tmp_path / "out"
    call = ["build", "--from", str(path), "--out", str(out)]
    good = CliRunner().invoke(app, call)
    assert good.exit_code == 0, good.output
    assert (out / "train.jsonl").exists()
    bad = CliRunner().invoke(app, [*call, "--keep-leaks", "--json"])
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["leak_test"]["failures"]
    assert sorted(p.name for p in out.iterdir()) == [
        "card.md",
        "left_out.jsonl",
        "manifest.json",
        "problems.jsonl",
        "removed_sentences.jsonl",
    ]
    assert "FAILED" in (out / "card.md").read_text()
    with pytest.raises(InputError, match="failed its leak test"):
        open_benchmark(out)


def test_a_build_is_the_same_twice_and_says_what_it_is(tmp_path: Path, leaky: list[AppealCase]) -> None:
    path = write(tmp_path / "invented.jsonl", leaky)
    first, second = (build([path], tmp_path / name, options=Options(folds=4)) for name in ("a", "b"))
    assert first.manifest == second.manifest
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    card = (tmp_path / "a" / "card.md").read_text()
    assert (
        "300 of the cases are invented" in card or f"{first.manifest.counts.invented} of the cases are invented" in card
    )
    for heading in ("Sources", "What it lacks", "Leak test", "Splits", "Use, limits, bias", "By race"):
        assert f"## {heading}" in card
    made = open_benchmark(tmp_path / "a")
    assert msgspec.json.decode((tmp_path / "a" / "manifest.json").read_bytes(), type=Manifest) == first.manifest
    assert len(made.part("train")) + len(made.part("dev")) + len(made.part("test")) == len(made.cases)
    outside, inside = made.fold(3)
    assert len(outside) + len(inside) == len(made.cases)
    assert {c.id for c in made.part("past")} & {c.id for c in made.part("future")} == set()


def test_a_changed_benchmark_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "invented.jsonl", invented_cases(30))
    build([path], tmp_path / "out")
    with pytest.raises(NotFoundError, match="no part 'x'"):
        open_benchmark(tmp_path / "out").part("x")
    (tmp_path / "out" / "train.jsonl").write_text("")
    with pytest.raises(InputError, match=r"train\.jsonl is not what was built"):
        open_benchmark(tmp_path / "out")
    with pytest.raises(NotFoundError):
        open_benchmark(tmp_path)


def test_bad_rows_are_listed_and_the_rest_is_built(tmp_path: Path) -> None:
    path = write(tmp_path / "invented.jsonl", invented_cases(40))
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "", "decision": "Upheld"}\nno\n')
    result = CliRunner().invoke(app, ["build", "--from", str(path), "--from", str(bad), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert "bad.jsonl:1: the row has no text" in result.output
    assert len((tmp_path / "out" / "problems.jsonl").read_text().splitlines()) == 2


def test_nothing_to_build_from(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    with pytest.raises(InputError, match="no case could be read"):
        build([empty], tmp_path / "out")
    assert isinstance(CliRunner().invoke(app, ["build"]).exception, InputError)


def test_outlines_of_a_processed_file_are_no_texts_of_a_benchmark(tmp_path: Path) -> None:
    told = write(tmp_path / "invented.jsonl", invented_cases(40))
    bare = {"text": "Diagnosis: Migraine. Treatment: Infusion.", "identifiers": {"narrative": "none"}}
    known = {"decision": "Upheld", "decision_raw": "Upheld"}
    rows = [
        *({**bare, **known, "case_id": f"1{n}"} for n in range(3)),
        *({**bare, **known, "case_id": f"2{n}", "diagnosis_category": "Nerves"} for n in range(2)),
    ]
    outlines = tmp_path / "ca_dmhc.jsonl"
    outlines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    built = build([told, outlines], tmp_path / "out")
    assert [problem.what for problem in built.problems] == [
        "3 records of cases without a narrative left out",
        "2 cases without a text left out, as others have one",
    ]
    cases = open_benchmark(tmp_path / "out").cases
    assert all(case.text and case.source != "ca_dmhc" for case in cases.values())
    alone = build([outlines], tmp_path / "alone")
    assert [(case.text, case.diagnosis_category) for case in open_benchmark(tmp_path / "alone").cases.values()] == [
        ("", "Nerves")
    ] * 2
    assert len(alone.problems) == 1


def test_public_rows_fail_as_they_are_and_pass_cleaned() -> None:
    from claimwright.appeals.benchmark.read import read_cases

    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    cases = [c for name in ("imr_train_722", "imr_eval_200") for c in read_cases(data / "appeals" / f"{name}.jsonl")]
    raw, cleaned = check_leaks(sift(cases, clean=False).cases), check_leaks(sift(cases).cases)
    assert raw.failures
    assert raw.patterns.strict >= 5
    assert cleaned.failures == ()
    assert cleaned.words is not None
    assert cleaned.words.all_words < 0.65
