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


def _totals(mask: NDArray[np.bool_]) -> Ints:
    out = np.zeros(len(mask) + 1, np.int64)
    np.cumsum(mask, out=out[1:])
    return out


def _run_bounds(inside: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """For every character, where the run of `inside` characters around it starts and ends."""
    n = len(inside)
    at = np.arange(n)
    start = np.maximum.accumulate(np.where(inside, -1, at)) + 1
    end = np.minimum.accumulate(np.where(inside, n, at)[::-1])[::-1]
    return np.minimum(start, at), np.maximum(end, at + 1)


def _kind(lower: Ints, upper: Ints, digit: Ints, first_upper: NDArray[np.bool_]) -> Ints:
    letters = lower + upper
    return np.select(
        [
            (digit > 0) & (letters == 0),
            (digit > 0) & (upper > 0),
            digit > 0,
            letters == 0,
            upper == 0,
            (upper == letters) & (letters > 1),
            (upper == 1) & (letters == 1),
            first_upper & (upper == 1),
        ],
        [0, 1, 2, 3, 4, 5, 6, 7],
        8,
    ).astype(np.int64)


def piece_shapes(text: str, starts: Ints, ends: Ints) -> Ints:
    """The features of the pieces that cover `text[starts[i]:ends[i]]`: an array of shape (pieces, `FEATURES`)."""
    if not len(starts) or not text:
        return np.zeros((len(starts), FEATURES), np.int64)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds, sides = _classes(text, codes)
    lower, upper, digit = (_totals(kinds == k) for k in (_LOWER, _UPPER, _DIGIT))

    def count(begin: Ints, end: Ints) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
        low, up, dig = lower[end] - lower[begin], upper[end] - upper[begin], digit[end] - digit[begin]
        return low, up, dig, kinds[np.minimum(begin, len(kinds) - 1)] == _UPPER

    out = np.empty((len(starts), FEATURES), np.int64)
    piece = np.minimum(starts, len(kinds) - 1)
    out[:, 0] = _BASES[0] + _kind(*count(starts, ends)) * _LENGTHS + np.minimum(ends - starts, _LENGTHS) - 1
    word_start, word_end = _run_bounds((kinds != _SPACE) & (kinds != _NEWLINE))
    word = count(word_start[piece], word_end[piece])
    out[:, 1] = _BASES[1] + _kind(*word) * _DIGITS + np.minimum(word[2], _DIGITS - 1)
    padded = np.concatenate([[0], sides, [0]])
    out[:, 2] = _BASES[2] + padded[starts] * _SIDES + padded[ends + 1]
    run_start, run_end = _run_bounds((kinds == _LOWER) | (kinds == _UPPER) | (kinds == _DIGIT))
    low, up, dig, _ = count(run_start[piece], run_end[piece])
    letters = np.minimum(low + up, _RUN_LETTERS - 1)
    out[:, 3] = _BASES[3] + np.minimum(dig, _RUN_DIGITS - 1) * _RUN_LETTERS + letters
    out[:, 4] = _BASES[4] + _place(codes, kinds, piece)
    return out


def _place(codes: NDArray[Any], kinds: NDArray[np.uint8], piece: Ints) -> Ints:
    """Place in the line: after a colon or not, distance from the line's start, number of lines of the text."""
    at = np.arange(len(codes))
    newline = kinds == _NEWLINE
    line_start = np.maximum.accumulate(np.where(newline, at, -1))
    colon = np.maximum.accumulate(np.where(codes == ord(":"), at, -1))
    after_colon = (colon[piece] > line_start[piece]).astype(np.int64)
    distance = np.searchsorted(np.array([1, 12, 30]), piece - line_start[piece] - 1, side="right")
    lines = np.searchsorted(np.array([1, 4]), int(np.count_nonzero(newline)), side="right")
    return (after_colon * 4 + distance) * 3 + int(lines)
