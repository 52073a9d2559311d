"""Opening a built benchmark."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.appeals.benchmark.manifest import Manifest
from claimwright.appeals.benchmark.read import read_jsonl
from claimwright.appeals.benchmark.splits.make import Splits
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError, NotFoundError

_FIX = "build it with `claimwright appeals build`"


@dataclass(frozen=True)
class Benchmark:
    """A benchmark on disk: its manifest, its splits, and its cases by id."""

    folder: Path
    manifest: Manifest
    splits: Splits
    cases: dict[str, AppealCase]

    def part(self, name: str) -> list[AppealCase]:
        """`train`, `dev`, `test` or `evaluation` of the grouped split; `past`, `recent`, `future` of the temporal one."""
        time = self.splits.temporal
        dated = {"past": time.train, "recent": time.dev, "future": time.test} if time else {}
        parts = {n: getattr(self.splits, n) for n in ("train", "dev", "test", "evaluation")} | dated
        if name not in parts:
            raise NotFoundError(
                f"the benchmark has no part {name!r}",
                where=str(self.folder),
                fix=f"one of {', '.join(parts)}",
                code="APPEALS-PART",
            )
        return [self.cases[one] for one in parts[name]]

    def fold(self, number: int) -> tuple[list[AppealCase], list[AppealCase]]:
        """The cases outside and inside a fold."""
        inside = [self.cases[one] for one, fold in self.splits.folds.items() if fold == number]
        outside = [self.cases[one] for one, fold in self.splits.folds.items() if fold != number]
        return outside, inside


def open_benchmark(folder: Path) -> Benchmark:
    """Open a folder that `build` wrote. Raises `NotFoundError`; `InputError` where the build failed or a file was changed."""
    path = folder / "manifest.json"
    if not path.is_file():
        raise NotFoundError(
            "there is no benchmark in the folder", where=str(folder), fix=_FIX, code="APPEALS-BENCHMARK"
        )
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except msgspec.DecodeError as error:
        raise InputError(
            f"the manifest cannot be read: {error}", where=str(path), fix=_FIX, code="APPEALS-BENCHMARK"
        ) from None
    if not manifest.leak_test.passed:
        raise InputError(
            "the benchmark failed its leak test", where=str(folder), fix="see its card.md", code="APPEALS-BENCHMARK"
        )
    for name, digest in manifest.files.items():
        if not (folder / name).is_file() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise InputError(
                f"{name} is not what was built", where=str(folder / name), fix=_FIX, code="APPEALS-BENCHMARK"
            )
    splits = msgspec.json.decode((folder / "splits.json").read_bytes(), type=Splits)
    return Benchmark(folder, manifest, splits, {case.id: case for case in read_jsonl(folder / "cases.jsonl")})
