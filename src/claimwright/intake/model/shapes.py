"""What the uncased word pieces lose: case, digits, length, neighbours and place in the line, as small integers.

Every piece gets five features, each an index into one shared embedding table of `SIZE` rows (row 0: none).
All of it is array arithmetic over the code points of the text, so that it costs little beside the model.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

FEATURES = 5
_KINDS, _LENGTHS, _DIGITS, _SIDES, _RUN_DIGITS, _RUN_LETTERS = 9, 7, 10, 8, 13, 5
_BASES = (1, 64, 154, 218, 283)
SIZE = 307

_PUNCT, _LOWER, _UPPER, _DIGIT, _SPACE, _NEWLINE = range(6)


def _ascii_classes() -> NDArray[np.uint8]:
    table = np.zeros(128, np.uint8)
    for code in range(128):
        table[code] = _class_of(chr(code))
    return table


def _class_of(char: str) -> int:
    if char in "\r\n":
        return _NEWLINE
    if char.isspace():
        return _SPACE
    if char.isdigit():
        return _DIGIT
    if char.isupper():
        return _UPPER
    return _LOWER if char.isalpha() else _PUNCT


def _side_table() -> NDArray[np.uint8]:
    """The classes of a neighbouring character: 0 line end, 1 space, 2 letter, 3 digit, 4 to 7 punctuation."""
    table = np.full(128, 7, np.uint8)
    for code in range(128):
        kind = _class_of(chr(code))
        if kind != _PUNCT:
            table[code] = {_NEWLINE: 0, _SPACE: 1, _LOWER: 2, _UPPER: 2, _DIGIT: 3}[kind]
    for chars, value in (("-_", 4), (".,;/\\", 5), (":#=", 6)):
        for char in chars:
            table[ord(char)] = value
    return table


_CLASSES = _ascii_classes()
_SIDE = _side_table()


def _classes(text: str, codes: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    small = np.minimum(codes, 127)
    kinds, sides = _CLASSES[small], _SIDE[small]
    for at in np.nonzero(codes >= 128)[0]:
        kinds[at] = kind = _class_of(text[at])
        sides[at] = {_NEWLINE: 0, _SPACE: 1, _LOWER: 2, _UPPER: 2, _DIGIT: 3}.get(kind, 7)
    return kinds, sides


def _totals(kinds: NDArray[np.uint8]) -> Ints:
    """Lower-case letters, upper-case letters and digits before every place: three rows."""
    out = np.zeros((3, len(kinds) + 1), np.int64)
    np.cumsum(kinds == _COUNTED, axis=1, out=out[:, 1:])
    return out


def _run_bounds(inside: NDArray[np.bool_], places: Ints) -> tuple[Ints, Ints]:
    """For every place, where the run of `inside` characters around it starts and ends; else the place alone."""
    outside = np.flatnonzero(~inside)
    edges = np.empty(len(outside) + 2, np.int64)
    edges[0], edges[1:-1], edges[-1] = -1, outside, len(inside)
    start = edges[edges.searchsorted(places, "right") - 1] + 1
    end = edges[edges.searchsorted(places)]
    return np.minimum(start, places), np.maximum(end, places + 1)


def _kind_table() -> Ints:
    """The kind of a piece by whether it has lower case, no, one or more capitals, digits, and a capital first."""
    table = np.zeros((2, 3, 2, 2), np.int64)
    for lower, upper, digit, first in np.ndindex(table.shape):
        table[lower, upper, digit, first] = _kind_of(lower, upper, digit, first)
    return table.ravel()


def _kind_of(lower: int, upper: int, digit: int, first: int) -> int:
    if digit:
        return 0 if not lower + upper else 1 if upper else 2
    if not lower + upper:
        return 3
    if not upper:
        return 4
    if not lower:
        return 5 if upper > 1 else 6
    return 7 if first and upper == 1 else 8


_KIND = _kind_table()
_COUNTED = np.array([[_LOWER], [_UPPER], [_DIGIT]], np.uint8)
_PLACES, _LINES = np.array([1, 12, 30]), np.array([1, 4])


def _kinds(lower: Ints, upper: Ints, digit: Ints, first_upper: NDArray[np.bool_]) -> Ints:
    index = ((np.minimum(lower, 1) * 3 + np.minimum(upper, 2)) * 2 + np.minimum(digit, 1)) * 2 + first_upper
    kinds: Ints = _KIND[index]
    return kinds


def piece_shapes(text: str, starts: Ints, ends: Ints) -> Ints:
    """The features of the pieces that cover `text[starts[i]:ends[i]]`: an array of shape (pieces, `FEATURES`)."""
    if not len(starts) or not text:
        return np.zeros((len(starts), FEATURES), np.int64)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds, sides = _classes(text, codes)
    n, totals = len(starts), _totals(kinds)
    piece = np.minimum(starts, len(kinds) - 1)
    word_start, word_end = _run_bounds((kinds != _SPACE) & (kinds != _NEWLINE), piece)
    run_start, run_end = _run_bounds((kinds != _PUNCT) & (kinds < _SPACE), piece)
    begins, finishes = np.concatenate([starts, word_start, run_start]), np.concatenate([ends, word_end, run_end])
    low, up, dig = totals[:, finishes] - totals[:, begins]
    first_upper = kinds[np.minimum(begins[: 2 * n], len(kinds) - 1)] == _UPPER
    kind = _kinds(low[: 2 * n], up[: 2 * n], dig[: 2 * n], first_upper)
    padded = np.zeros(len(sides) + 2, np.int64)
    padded[1:-1] = sides
    out = np.empty((n, FEATURES), np.int64)
    out[:, 0] = _BASES[0] + kind[:n] * _LENGTHS + np.minimum(ends - starts, _LENGTHS) - 1
    out[:, 1] = _BASES[1] + kind[n:] * _DIGITS + np.minimum(dig[n : 2 * n], _DIGITS - 1)
    out[:, 2] = _BASES[2] + padded[starts] * _SIDES + padded[ends + 1]
    letters = np.minimum(low[2 * n :] + up[2 * n :], _RUN_LETTERS - 1)
    out[:, 3] = _BASES[3] + np.minimum(dig[2 * n :], _RUN_DIGITS - 1) * _RUN_LETTERS + letters
    out[:, 4] = _BASES[4] + _place(codes, kinds, piece)
    return out


def _place(codes: NDArray[Any], kinds: NDArray[np.uint8], piece: Ints) -> Ints:
    """Place in the line: after a colon or not, distance from the line's start, number of lines of the text."""
    newlines, colons = np.flatnonzero(kinds == _NEWLINE), np.flatnonzero(codes == ord(":"))
    line_start, colon = _last_before(newlines, piece), _last_before(colons, piece)
    distance = _PLACES.searchsorted(piece - line_start - 1, "right")
    place: Ints = ((colon > line_start) * 4 + distance) * 3 + int(_LINES.searchsorted(len(newlines), "right"))
    return place


def _last_before(marks: Ints, places: Ints) -> Ints:
    """The last mark at or before each place, -1 without one."""
    if not len(marks):
        return np.full(len(places), -1, np.int64)
    edges = np.empty(len(marks) + 1, np.int64)
    edges[0], edges[1:] = -1, marks
    return edges[marks.searchsorted(places, "right")]
