"""Building a benchmark: read, sift, test for leaks, split, write.

The folder holds `cases.jsonl` (all kept), `train.jsonl`, `dev.jsonl`, `test.jsonl`, `evaluation.jsonl` and `evaluation-raw.jsonl`
(the evaluation-only rows cleaned, and as they came), `splits.json` (folds, temporal, held-out jurisdictions), `left_out.jsonl`,
`removed_sentences.jsonl`, `problems.jsonl`, `manifest.json` with hashes of all of them, and `card.md`. The same input gives the
same bytes. A build that fails its leak test writes what is needed to see why, and no cases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from claimwright.appeals.benchmark.leaks.check import LeakTest, check_leaks
from claimwright.appeals.benchmark.manifest import CASE_FILES, InputFile, Manifest, Options
from claimwright.appeals.benchmark.problems import Problem, Problems
from claimwright.appeals.benchmark.read import read_cases, read_corpus
from claimwright.appeals.benchmark.sift import Sifted, sift
from claimwright.appeals.benchmark.splits.make import Splits, make_splits
from claimwright.appeals.benchmark.write import write_files
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError, Location
from claimwright.corpus.layout import Layout


@dataclass(frozen=True)
class Built:
    """A finished build; `passed` says whether its cases were written."""

    folder: Path
    manifest: Manifest
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        return self.manifest.leak_test.passed


def build(files: Sequence[Path], folder: Path, *, corpus: Path | None = None, options: Options | None = None) -> Built:
    """Build a benchmark from files of cases and, if given, from a corpus. Raises `InputError` where no case can be read."""
    options = options or Options()
    problems: list[Problem] = []
    inputs, cases = _read(files, corpus, problems)
    sifted = sift(cases, clean=options.clean, keep_conflicts=options.keep_conflicts)
    leaks = check_leaks(sifted.cases)
    splits = make_splits(
        sifted.cases, seed=options.seed, folds=options.folds, dev_from=options.dev_from, test_from=options.test_from
    )
    written = _write(folder, _contents(cases, sifted, splits, problems, with_cases=leaks.passed))
    manifest = _manifest(options, inputs, cases, sifted, splits, leaks, problems, written)
    _write(folder, {"manifest.json": [msgspec.json.format(msgspec.json.encode(manifest), indent=2)], **_card(manifest)})
    return Built(folder, manifest, tuple(problems))


def _read(
    files: Sequence[Path], corpus: Path | None, problems: list[Problem]
) -> tuple[list[InputFile], list[AppealCase]]:
    inputs: list[InputFile] = []
    cases: list[AppealCase] = []
    for path in files:
        before, found = len(problems), read_cases(path, problems)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        inputs.append(InputFile(name=path.name, sha256=digest, cases=len(found), problems=len(problems) - before))
        cases += found
    if corpus is not None:
        before, found = len(problems), read_corpus(Layout(corpus), problems)
        digest = hashlib.sha256(Layout(corpus).processed_sources.read_bytes()).hexdigest()
        inputs.append(InputFile(name="corpus", sha256=digest, cases=len(found), problems=len(problems) - before))
        cases += found
    if not cases:
        raise InputError(
            "no case could be read", where=str(problems[0]) if problems else "", fix="give files with `text` and `decision`", code="APPEALS-BUILD"
        )  # fmt: skip
    return inputs, _alike(cases, problems)


def _alike(cases: list[AppealCase], problems: list[Problem]) -> list[AppealCase]:
    """The cases that have texts, if any has: beside them, having none would tell of the source and not of the case."""
    told = [case for case in cases if case.text.strip()]
    if told and len(told) < len(cases):
        Problems(problems).count(
            Location("cases"),
            len(cases) - len(told),
            "cases without a text left out, as others have one",
            "build a benchmark of their own from them",
        )
    return told or cases


def _contents(
    cases: Sequence[AppealCase], sifted: Sifted, splits: Splits, problems: Sequence[Problem], *, with_cases: bool
) -> dict[str, Iterable[bytes]]:
    """The lines of each file."""
    encode = msgspec.json.encode
    found: dict[str, Iterable[bytes]] = {
        "left_out.jsonl": map(encode, sorted(sifted.left_out, key=lambda item: (item.reason, item.id))),
        "removed_sentences.jsonl": map(encode, sifted.removed),
        "problems.jsonl": (encode({"where": str(p.where), "what": p.what, "fix": p.fix}) for p in problems),
    }
    if not with_cases:
        return found
    by_id = {case.id: case for case in sifted.cases}
    raw = sorted((case for case in cases if case.evaluation_only), key=lambda case: case.id)
    for name in ("train", "dev", "test", "evaluation"):
        ids: tuple[str, ...] = getattr(splits, name)
        found[f"{name}.jsonl"] = [encode(by_id[one]) for one in ids]
    found["cases.jsonl"] = map(encode, sifted.cases)
    found["evaluation-raw.jsonl"] = map(encode, raw)
    found["splits.json"] = [msgspec.json.format(encode(splits), indent=1)]
    return found


def _write(folder: Path, contents: Mapping[str, Iterable[bytes]]) -> dict[str, str]:
    """Write the files, remove case files of an earlier build that are not among them; the hash of each."""
    if "left_out.jsonl" in contents:
        for name in CASE_FILES:
            if name not in contents:
                (folder / name).unlink(missing_ok=True)
    return write_files(folder, contents)


def _manifest(
    options: Options,
    inputs: Sequence[InputFile],
    cases: Sequence[AppealCase],
    sifted: Sifted,
    splits: Splits,
    leaks: LeakTest,
    problems: Sequence[Problem],
    written: Mapping[str, str],
) -> Manifest:
    from claimwright.appeals.benchmark.counts import counts, manifest_splits, reasons

    changed = {item.case for item in sifted.removed}
    return Manifest(
        options=options,
        inputs=tuple(sorted(inputs, key=lambda item: (item.name, item.sha256))),
        read=len(cases),
        problems=len(problems),
        kept=len(sifted.cases),
        groups=len({case.group for case in sifted.cases}),
        left_out=reasons(sifted.left_out),
        sentences_removed=len(sifted.removed),
        cases_with_removed=len(changed),
        evaluation_with_removed=sum(case.evaluation_only and case.id in changed for case in sifted.cases),
        pairs=sifted.pairs,
        counts=counts(sifted.cases),
        splits=manifest_splits(splits),
        leak_test=leaks,
        files=dict(written),
    )


def _card(manifest: Manifest) -> dict[str, Iterable[Any]]:
    from claimwright.appeals.benchmark.card import render

    return {"card.md": [render(manifest).rstrip("\n").encode()]}
