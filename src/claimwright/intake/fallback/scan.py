"""A text as runs of letters and digits, counted in code points, for every script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_APOSTROPHES = "'’"


class Piece(NamedTuple):
    """Letters only, or digits only, inside one run."""

    start: int
    end: int
    is_digits: bool


class Run(NamedTuple):
    """A word, a number, or both grown together; `pieces` cover it except for apostrophes."""

    start: int
    end: int
    pieces: tuple[Piece, ...]

    @property
    def is_word(self) -> bool:
        return not any(piece.is_digits for piece in self.pieces)


def scan(text: str) -> tuple[Run, ...]:
    """Every run in order. Marks and invisible joiners belong to the letters around them."""
    kinds = [_kind(ch) for ch in text]
    return tuple(_runs(text, kinds))


def _kind(ch: str) -> str:
    """`a` letter, `9` digit, `+` what joins the one before it, a space for all else."""
    if ch.isalpha():
        return "a"
    if ch.isnumeric():
        return "9"
    return "+" if unicodedata.category(ch) in ("Mn", "Mc", "Me", "Cf") else " "


def _runs(text: str, kinds: list[str]) -> Iterator[Run]:
    at = 0
    while at < len(text):
        if kinds[at] not in "a9":
            at += 1
            continue
        run = _run(text, kinds, at)
        yield run
        at = run.end


def _run(text: str, kinds: list[str], start: int) -> Run:
    pieces: list[Piece] = []
    at = start
    while at < len(kinds) and kinds[at] in "a9":
        end = _piece_end(kinds, at)
        pieces.append(Piece(at, end, kinds[at] == "9"))
        at = end
        if _is_inner_apostrophe(text, kinds, at):
            at += 1
    return Run(start, pieces[-1].end, tuple(pieces))


def _piece_end(kinds: list[str], start: int) -> int:
    end = start + 1
    while end < len(kinds) and kinds[end] in (kinds[start], "+"):
        end += 1
    return end


def _is_inner_apostrophe(text: str, kinds: list[str], at: int) -> bool:
    inside = 0 < at < len(text) - 1 and text[at] in _APOSTROPHES
    return inside and kinds[at + 1] == "a" and kinds[at - 1] in "a+"
