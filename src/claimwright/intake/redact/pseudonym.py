"""Format-preserving pseudonyms: digits stay digits, letters stay letters of the same case, the rest stays.

Each class of characters is encrypted as one string by an alternating Feistel network over its alphabet (the
construction of NIST SP 800-38G FF1, with HMAC-SHA256 as round function). It is a keyed bijection, so a pseudonym is the
same wherever the value occurs, differs from the value, and can be mapped back with the key alone. It hides names from a
reader; it is no encryption of short values against someone who can try many.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from functools import lru_cache

_ROUNDS = 10
_UPPER, _LOWER, _DIGIT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"


def pseudonymise(text: str, key: bytes, tweak: str) -> str:
    """The pseudonym of a value under a key; `tweak` (the label) keeps kinds of values apart."""
    return _map(text, key, tweak, forward=True)


def reveal(text: str, key: bytes, tweak: str) -> str:
    """The value behind a pseudonym."""
    return _map(text, key, tweak, forward=False)


def _map(text: str, key: bytes, tweak: str, *, forward: bool) -> str:
    out = list(text)
    groups: dict[str, list[int]] = {}
    for index, char in enumerate(text):
        alphabet = _alphabet(char)
        if len(alphabet) > 1:
            groups.setdefault("L" if alphabet in (_UPPER, _LOWER) else alphabet, []).append(index)
    for name, places in groups.items():
        alphabets = [_alphabet(text[i]) for i in places]
        symbols = [a.index(text[i]) for a, i in zip(alphabets, places, strict=True)]
        domain = hashlib.sha256(name.encode("utf-8")).digest()[:4] + tweak.encode("utf-8")
        mapped = _permute(symbols, len(alphabets[0]), key, domain, forward=forward)
        for place, alphabet, symbol in zip(places, alphabets, mapped, strict=True):
            out[place] = alphabet[symbol]
    return "".join(out)


@lru_cache(maxsize=512)
def _alphabet(char: str) -> str:
    """The characters that may stand in for one; a single one where nothing may."""
    if char in _UPPER:
        return _UPPER
    if char in _LOWER:
        return _LOWER
    if char in _DIGIT:
        return _DIGIT
    category = unicodedata.category(char)
    if category[0] not in "LNM" or ord(char) < 128:
        return char
    block = ord(char) // 64 * 64
    return "".join(c for c in map(chr, range(block, block + 64)) if unicodedata.category(c) == category and _same(c))


def _same(char: str) -> bool:
    return unicodedata.normalize("NFC", char) == char or unicodedata.category(char)[0] == "M"


def _permute(symbols: list[int], radix: int, key: bytes, domain: bytes, *, forward: bool) -> list[int]:
    """A keyed bijection on strings of symbols that moves every string of up to three symbols."""
    if len(symbols) < 4:
        return _rotate(symbols, radix, key, domain, forward=forward)
    left = len(symbols) // 2
    a, b = symbols[:left], symbols[left:]
    for number in range(_ROUNDS) if forward else reversed(range(_ROUNDS)):
        if number % 2 == 0:
            a = _add(a, _round(b, len(symbols), key, domain, number), radix, forward)
        else:
            b = _add(b, _round(a, len(symbols), key, domain, number), radix, forward)
    return a + b


def _rotate(symbols: list[int], radix: int, key: bytes, domain: bytes, *, forward: bool) -> list[int]:
    """Short strings are shifted, each symbol by a keyed number that is never zero."""
    shifts = [1 + byte % (radix - 1) for byte in _digest(key, domain + bytes([len(symbols)]))[: len(symbols)]]
    return [(s + d if forward else s - d) % radix for s, d in zip(symbols, shifts, strict=True)]


def _round(half: list[int], length: int, key: bytes, domain: bytes, number: int) -> int:
    data = domain + length.to_bytes(4, "big") + bytes([number]) + b",".join(str(s).encode() for s in half)
    return int.from_bytes(_digest(key, data), "big")


def _add(half: list[int], value: int, radix: int, forward: bool) -> list[int]:
    size = radix ** len(half)
    number = 0
    for symbol in half:
        number = number * radix + symbol
    number = (number + value if forward else number - value) % size
    out: list[int] = []
    for _ in half:
        number, symbol = divmod(number, radix)
        out.append(symbol)
    return out[::-1]


def _digest(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()
