"""Numbers in words, and identifiers as people say them on the telephone."""

from __future__ import annotations

import random


def _words(text: str) -> list[str]:
    return text.split()


_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)  # fmt: skip
_TENS = _words("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_ALPHABET = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _words(
    "apple boy Charlie David Edward Frank George Henry India John kilo Larry Mary Nancy Oscar Peter queen Robert Sam Tom uncle Victor "
    "William x-ray yellow zebra"
), strict=True))  # fmt: skip


def cardinal(number: int) -> str:
    """A number below one million in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {cardinal(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{cardinal(thousands)} thousand" + (f" {cardinal(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """A day of the month as an ordinal in words."""
    head, _, last = cardinal(number).rpartition("-")
    word = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}-{word}" if head else word


def speak_characters(rng: random.Random, value: str, *, words_only: bool = False) -> str:
    """An identifier character by character: digits as words or figures, letters alone or "as in", dashes said."""
    as_words = words_only or rng.random() < 0.5
    zero = rng.choice(("zero", "oh", "oh"))
    comma = 0.0 if words_only else rng.choice((0.0, 0.0, 0.15, 0.3))
    out: list[str] = []
    for char in value:
        said = _say(rng, char, as_words, zero)
        if said:
            out.append(said)
    text = out[0] if out else ""
    for said in out[1:]:
        text += (", " if rng.random() < comma else " ") + said
    return text


def _say(rng: random.Random, char: str, as_words: bool, zero: str) -> str:
    if char.isdigit():
        return (zero if char == "0" else _ONES[int(char)]) if as_words else char
    if char.isalpha():
        return f"{char} as in {_ALPHABET[char.upper()]}" if char.upper() in _ALPHABET and rng.random() < 0.12 else char
    return {"-": "dash", "/": "slash", ".": "dot"}.get(char, "") if rng.random() < 0.7 else ""
