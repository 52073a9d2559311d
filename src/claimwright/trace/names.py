"""Names that are nearly what was asked for, for messages; and node ids as people write them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from claimwright.core.errors import InputError

_ID = re.compile(r"\An?(\d+)(?:(?:\.\.|-)n?(\d+))?\Z")


def closest(name: str, known: Iterable[str], *, limit: int = 5) -> list[str]:
    """Up to `limit` known names nearest to `name`, best first, case ignored."""
    folded = {text.casefold(): text for text in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=limit, cutoff=0.5)
    return [folded[text] for text in near]


def parse_ids(texts: Iterable[str]) -> list[int]:
    """Node ids as written: `n12`, `12`, `n12,n15`, `n12..n20`. Raises `InputError` (TRACE-7)."""
    return [number for text in texts for part in text.replace(",", " ").split() for number in _parse_range(part)]


def _parse_range(text: str) -> range:
    match = _ID.match(text)
    if match is None:
        raise InputError(f"{text!r} is no node id", fix="write n12, or n12..n20 for a range", code="TRACE-7")
    first = int(match[1])
    return range(first, int(match[2] or first) + 1)
