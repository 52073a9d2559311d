"""Pieces of patterns that the forms share. Every repetition is bounded, so that finding takes linear time."""

from __future__ import annotations

import re

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r"
_PLAIN = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_SPACES, " ")})

GAP = r" {0,3}"
"""Between the words of a citation; a line break counts as a space."""
COMMA = rf"{GAP},?{GAP}"
SIGN = rf"(?:§{{1,2}}|(?:sections?|sects?\b\.?|secs?\b\.?|s\.){GAP})?{GAP}"
"""`§`, `§§`, `section`, `sec.`, `s.`, or nothing."""
PATH = r"(?P<path>(?: ?\((?:[A-Za-z]{1,3}|[ivxlIVXL]{1,7}|\d{1,3})\)(?:\([A-Za-z0-9]{1,7}\)){0,9})?)"
"""Enumerators in brackets."""
USC_SECTION = r"(?P<section>\d{1,5}[A-Za-z]{0,5}(?:-\d{1,4}[A-Za-z]{0,3}){0,3})(?![A-Za-z0-9])"
CFR_SECTION = r"(?P<section>\d{1,4}\.\d{1,5}[A-Za-z]{0,2}(?:-\d{1,5}[A-Za-z]{0,2}){0,3})(?![A-Za-z0-9])"
START = r"(?<![A-Za-z0-9.\-])"
"""Where a citation may begin: not inside a word or a number."""

_STEP = re.compile(r"\(([A-Za-z0-9]{1,7})\)")


def plain(text: str) -> str:
    """The text with every dash as `-` and every kind of space as a space; the same length, so offsets hold."""
    return text.translate(_PLAIN)


def steps(path: str | None) -> tuple[str, ...]:
    """The enumerators of `(a)(1)(A)`."""
    return tuple(_STEP.findall(path or ""))
