"""Stand-ins of the same length and look, the same for the same value within one key."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_CONSONANTS, _VOWELS, _CAPITALS = "bcdfghjklmnprstvz", "aeiou", "BCDEFGHJKLMNPQRSTUVWXYZ"
_TRIES, _LONGEST_LOOK = 40, 4


@dataclass(frozen=True, slots=True)
class Shape:
    """What a run of digits looks like (a month, a year, an age).

    Values from `low` to `top` have the look; stand-ins from `low` to `high` keep it.
    """

    name: str
    low: int
    high: int
    top: int = 0


ANY = Shape("any", 0, 0)
MONTH, DAY, OCTET = Shape("month", 1, 12), Shape("day", 1, 28, 31), Shape("octet", 1, 254)
HOUR, MINUTE = Shape("hour", 1, 12), Shape("minute", 0, 59)
_LOOKS = {
    2: (Shape("old", 90, 99), Shape("two", 10, 89)),
    3: (Shape("century", 100, 119),),
    4: (Shape("past", 1900, 1999), Shape("present", 2000, 2039)),
}


class Surrogates:
    """Makes stand-ins from `key`. `is_taken` says which texts no stand-in may equal."""

    def __init__(self, key: bytes, is_taken: Callable[[str], bool]) -> None:
        self._key, self._is_taken = key, is_taken
        self._made: dict[tuple[str, str], str] = {}

    def digits(self, raw: str, shape: Shape = ANY) -> str:
        """Other digits, as many; within `shape` where the value lies in it."""
        value = raw if raw.isascii() else "".join(str(_digit_value(ch)) for ch in raw)
        look = shape if _fits(value, shape) else _look(value)
        return self._once(look.name, raw, value, lambda turn: self._draw_digits(value, look, turn))

    def word(self, raw: str) -> str:
        """A word that nobody knows, as long, with capitals where `raw` has them."""
        folded, length = raw.casefold(), len(raw)
        made = self._once(f"word{length}", folded, raw.lower(), lambda turn: self._draw_word(folded, length, turn))
        return _in_case_of(raw, made)

    def letters(self, raw: str) -> str:
        """Letters of an identifier, as many, each in its case."""
        return self._once("letters", raw, raw, lambda turn: self._draw_letters(raw, turn))

    def _once(self, kind: str, raw: str, value: str, draw: Callable[[int], str]) -> str:
        """One stand-in for one value, made when it is first needed."""
        made = self._made.get((kind, raw))
        if made is None:
            made = self._made[kind, raw] = self._first(draw, raw, value)
        return made

    def _first(self, draw: Callable[[int], str], raw: str, value: str) -> str:
        """The first free text; else the last that differs, so that no value stands for itself."""
        last = ""
        for text in map(draw, range(_TRIES)):
            if text in (raw, value):
                continue
            if not self._is_taken(text):
                return text
            last = text
        return last or _shifted(value)

    def _draw_digits(self, value: str, look: Shape, turn: int) -> str:
        stream = self._stream(f"{look.name}|{value}", turn)
        if look.name != "any":
            high = min(look.high, 10 ** len(value) - 1)
            low = max(look.low, 10 ** (len(value) - 1) if value[0] != "0" else 0)
            number = low + int.from_bytes(bytes(next(stream) for _ in range(4)), "big") % (high - low + 1)
            return str(number).rjust(len(value), "0")
        first = next(stream) % 9 + 1 if value[0] != "0" else next(stream) % 10
        return str(first) + "".join(str(next(stream) % 10) for _ in value[1:])

    def _draw_word(self, value: str, length: int, turn: int) -> str:
        stream = self._stream(value, turn)
        sounds = (_CONSONANTS, _VOWELS)
        return "".join(_pick(sounds[at % 2], next(stream)) for at in range(length))

    def _draw_letters(self, raw: str, turn: int) -> str:
        stream = self._stream(raw, turn)
        picked = (_pick(_CAPITALS, next(stream)) for _ in raw)
        return "".join(new.lower() if old.islower() else new for old, new in zip(raw, picked, strict=True))

    def turn(self, kind: str) -> int:
        """A number that belongs to `kind` under this key."""
        return next(self._stream(kind, 0))

    def _stream(self, value: str, turn: int) -> Iterator[int]:
        block = 0
        while True:
            message = f"{turn}|{block}|{value}".encode("utf-8", "surrogatepass")
            yield from hmac.digest(self._key, message, hashlib.sha256)
            block += 1


def _look(value: str) -> Shape:
    if value.startswith("0"):
        return ANY
    return next((shape for shape in _LOOKS.get(len(value), ()) if _fits(value, shape)), ANY)


def _fits(value: str, shape: Shape) -> bool:
    if shape.name == "any" or len(value) > _LONGEST_LOOK:
        return False
    return shape.low <= int(value) <= max(shape.high, shape.top)


def _shifted(value: str) -> str:
    """Every digit and letter moved on by one: differs from `value` for sure."""
    return "".join(str((int(ch) + 1) % 10) if ch.isdigit() else "bz"[ch == "b"] for ch in value)


def _digit_value(ch: str) -> int:
    return int(ch) if ch.isdecimal() else 1


def _pick(alphabet: str, byte: int) -> str:
    return alphabet[byte % len(alphabet)]


def _in_case_of(raw: str, word: str) -> str:
    return "".join(new if old.islower() else _cased(old, new) for old, new in zip(raw, word, strict=True))


def _cased(old: str, new: str) -> str:
    """Letters without case, as in Chinese, become small ones after the first."""
    return new.upper() if old.isupper() or old.istitle() else new
