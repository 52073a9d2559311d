"""Building alignment data: read, choose, write examples, count.

The folder holds `train.jsonl`, `validation.jsonl`, `problems.jsonl`, `statistics.json` with hashes of them, and `card.md`. The
same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from claimwright.appeals.benchmark.open import open_benchmark
from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.benchmark.read import read_cases, read_corpus
from claimwright.appeals.benchmark.write import write_files
from claimwright.appeals.models.annotations import Annotated, read_annotations
from claimwright.appeals.records import AppealCase
from claimwright.appeals.sft.card import render
from claimwright.appeals.sft.examples import Tally, examples_of
from claimwright.appeals.sft.records import SPLITS, Example, InputFile, Lengths, Statistics
from claimwright.appeals.sft.select import Bench, Chosen, choose
from claimwright.core.errors import InputError
from claimwright.corpus.layout import Layout


@dataclass(frozen=True)
class Built:
    """A finished build."""

    folder: Path
    statistics: Statistics
    problems: tuple[Problem, ...]


def build(
    sources: Sequence[Path],
    folder: Path,
    *,
    benchmark: Path | None = None,
    annotations: Path | None = None,
    seed: int = 7,
) -> Built:
    """Build from files of cases, processed files and corpus folders.

    With `benchmark` (a folder of `appeals build`) its test and evaluation cases, and what is one case with them, are left
    out, and its development part becomes validation. Marked backgrounds of `annotations` take the place of a case's own by
    id. Raises `InputError` where nothing can be read or nothing is left.
    """
    problems: list[Problem] = []
    inputs, cases = _read(sources, problems)
    bench = Bench.of(open_benchmark(benchmark)) if benchmark else Bench()
    marked = read_annotations(annotations, problems) if annotations else []
    once = _once(cases)
    chosen, left_out = choose(_with_backgrounds(once, marked), bench, seed=seed)
    left_out["the same row twice"] = len(cases) - len(once)
    tally = Tally()
    examples = _distinct((made for one in chosen for made in examples_of(one, tally)), left_out)
    _refuse_nothing(examples, left_out, problems)
    files = write_files(folder, _contents(examples, problems))
    manifest = _digest(benchmark / "manifest.json") if benchmark else ""
    statistics = _statistics(inputs, manifest, seed, cases, chosen, examples, left_out, tally, problems, files)
    write_files(
        folder,
        {
            "statistics.json": [msgspec.json.format(msgspec.json.encode(statistics), indent=2)],
            "card.md": [render(statistics).encode()],
        },
    )
    return Built(folder, statistics, tuple(problems))


def _read(sources: Sequence[Path], problems: list[Problem]) -> tuple[list[InputFile], list[AppealCase]]:
    inputs: list[InputFile] = []
    cases: list[AppealCase] = []
    for path in sources:
        if path.is_dir():
            digest, found = _digest(Layout(path).processed_sources), read_corpus(Layout(path), problems)
        else:
            found = read_corpus(path, problems) if _is_processed(path) else read_cases(path, problems)
            digest = _digest(path)
        inputs.append(InputFile(name=path.name, sha256=digest, cases=len(found)))
        cases += found
    return inputs, cases


def _is_processed(path: Path) -> bool:
    """Whether a file is one that a corpus processor wrote: its records name the source's wording of the decision."""
    if path.suffix.lower() not in (".jsonl", ".ndjson") or not path.is_file():
        return False
    with path.open("rb") as file:
        return any(b'"decision_raw"' in line for _, line in zip(range(20), file, strict=False))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _once(cases: Sequence[AppealCase]) -> list[AppealCase]:
    """Each row once: the same id, texts and outcome."""
    return list({(case.id, case.text, case.full_text, case.decision): case for case in reversed(cases)}.values())


def _with_backgrounds(cases: Sequence[AppealCase], marked: Sequence[Annotated]) -> list[AppealCase]:
    """Cases with the background that people marked in their text, where they did."""
    found = {one.id: one for one in marked if one.spans}
    return [_marked(case, found[case.id]) if case.id in found else case for case in cases]


def _marked(case: AppealCase, annotated: Annotated) -> AppealCase:
    whole = case.full_text or case.text
    return replace(case, text=annotated.background, full_text=whole) if annotated.context == whole else case


def _distinct(examples: Iterable[Example], left_out: Counter[str]) -> list[Example]:
    """Each prompt with each response once."""
    found: dict[tuple[str, str], Example] = {}
    for example in examples:
        if found.setdefault((example.prompt, example.response), example) is not example:
            left_out["an example of another case, word for word"] += 1
    return list(found.values())


def _refuse_nothing(examples: Sequence[Example], left_out: Counter[str], problems: Sequence[Problem]) -> None:
    if not examples:
        first = (
            str(problems[0]) if problems else ", ".join(f"{count} {why}" for why, count in left_out.items() if count)
        )
        raise InputError(
            "no example can be made of these cases",
            where=first,
            fix="give cases with texts and outcomes that may be learnt from",
            code="APPEALS-SFT",
        )


def _contents(examples: Sequence[Example], problems: Sequence[Problem]) -> dict[str, Iterable[bytes]]:
    encode = msgspec.json.encode
    told = (encode({"where": str(p.where), "what": p.what, "fix": p.fix}) for p in problems)
    parts = {f"{split}.jsonl": [encode(one) for one in examples if one.split == split] for split in SPLITS}
    return {**parts, "problems.jsonl": told}


def _statistics(
    inputs: Sequence[InputFile],
    manifest: str,
    seed: int,
    cases: Sequence[AppealCase],
    chosen: Sequence[Chosen],
    examples: Sequence[Example],
    left_out: Counter[str],
    tally: Tally,
    problems: Sequence[Problem],
    files: Mapping[str, str],
) -> Statistics:
    return Statistics(
        inputs=tuple(sorted(inputs, key=lambda one: (one.name, one.sha256))),
        benchmark=manifest,
        seed=seed,
        read=len(cases),
        problems=len(problems),
        cases=len(chosen),
        groups=len({one.group for one in chosen}),
        examples=len(examples),
        invented=sum(one.invented for one in examples),
        by=_counts(examples),
        left_out=_sorted(left_out),
        without=_sorted(tally.without),
        fields_left_out=_sorted(tally.fields),
        sentences_removed=tally.sentences,
        lengths={
            "prompt": _lengths([e.prompt for e in examples]),
            "response": _lengths([e.response for e in examples]),
        },
        files=dict(files),
    )


def _counts(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    verdicts = Counter(e.response.partition(".")[0] for e in examples if e.task.startswith("verdict"))
    fields: dict[str, Counter[Any]] = {
        "split": Counter(e.split for e in examples),
        "task": Counter(e.task for e in examples),
        "template": Counter(e.template for e in examples),
        "source": Counter(e.source for e in examples),
        "verdict": verdicts,
    }
    return {name: _sorted(counter) for name, counter in fields.items()}


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return {name: counter[name] for name in sorted(counter) if counter[name]}


def _lengths(texts: Sequence[str]) -> Lengths:
    sizes = np.asarray([len(text) for text in texts])
    median, p95 = np.percentile(sizes, [50, 95], method="lower")
    return Lengths(median=int(median), p95=int(p95), longest=int(sizes.max()))
