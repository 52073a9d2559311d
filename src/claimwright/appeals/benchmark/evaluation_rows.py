"""The public rows that are for evaluation only, known by hash, so that they are recognised wherever they come from.

A package file holds, a line a row, a salted hash of the letters and digits of its text and the least hashes of its runs
of eight words. A text is such a row where the first is equal, and near one where most of the others are found in it
(a sentence more or less, another end, another reviewer's text of the case). The texts themselves are not in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError

_SALT = b"claimwright/appeals/evaluation-only/1"
_RUN = 8
_KEPT = 8
_NEEDED = 5
_FILE = "evaluation_rows.txt"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The hashes of all rows: of whole texts, and the sets of runs."""

    texts: frozenset[str]
    sketches: tuple[frozenset[str], ...]


def text_hash(text: str) -> str:
    """A salted hash of a text's letters and digits: 16 hexadecimal digits. Case, spaces and punctuation do not count."""
    return _hash("".join(_letters(text)))


def is_evaluation_row(text: str) -> bool:
    """Whether a text is one of the rows for evaluation only."""
    return bool(text.strip()) and text_hash(text) in sealed_rows().texts


def is_near_evaluation_row(text: str) -> bool:
    """Whether a text is one of these rows or holds most of one: nothing may learn from it."""
    if is_evaluation_row(text):
        return True
    mine = _runs(text)
    return any(len(sketch & mine) >= _NEEDED for sketch in sealed_rows().sketches if len(sketch) >= _NEEDED)


def trainable(cases: Iterable[AppealCase]) -> list[AppealCase]:
    """The cases that may be learnt from: neither marked as for evaluation only nor, by hash, such a row or near one."""
    return [case for case in cases if not (case.evaluation_only or is_near_evaluation_row(case.text))]


@cache
def sealed_rows() -> Sealed:
    """The rows of the package file."""
    lines = resources.files("claimwright.appeals.benchmark").joinpath("data", _FILE).read_text("ascii").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return Sealed(frozenset(row[0] for row in rows), tuple(frozenset(row[1:]) for row in rows))


def refuse_evaluation_rows(cases: Iterable[AppealCase], *, use: str) -> None:
    """Raise `InputError` if one of these cases may not be learnt from; `use` says what was to be done: train, tune."""
    found = [case.id for case in cases if case.evaluation_only or is_near_evaluation_row(case.text)]
    if found:
        raise InputError(
            f"{len(found)} of these rows are for evaluation only, or near such a row, and must not be used to {use}",
            where=", ".join(found[:5]),
            fix="leave them out: `claimwright appeals build` does, and `trainable` in Python",
            code="APPEALS-EVALUATION-ONLY",
        )


def write_sealed(texts: Sequence[str], path: Path) -> None:
    """Write the package file for these texts, in the order of their hashes."""
    head = (
        "# Salted hashes of rows that are for evaluation only; see claimwright/appeals/benchmark/evaluation_rows.py\n"
    )
    lines = sorted(" ".join((text_hash(text), *sorted(_runs(text))[:_KEPT])) for text in texts)
    path.write_text(head + "".join(f"{line}\n" for line in lines), "ascii")


def _runs(text: str) -> set[str]:
    words = _letters(text)
    return {_hash(" ".join(words[start : start + _RUN])) for start in range(len(words) - _RUN + 1)}


def _letters(text: str) -> list[str]:
    """The words of a text in small letters, ASCII letters and digits only."""
    return [
        word for piece in text.casefold().split() if (word := "".join(c for c in piece if c.isascii() and c.isalnum()))
    ]


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8, key=_SALT).hexdigest()
