"""Codes as sentences name them: adjustment groups with their CARC, and codes that only a cue makes codes.

CARC and RARC shapes after the X12 external code lists 139 and 411; modifiers are two characters (CPT
Appendix A, HCPCS Level II). A cue may introduce a list: "modifiers 25, 59 and LT".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

GROUPS = ("CO", "PR", "OA", "PI", "CR")
_GROUPED = re.compile(r"(?<![A-Za-z0-9-])(?:CO|PR|OA|PI|CR)[- ]?[ABDPWY]?\d{1,3}(?![\w-]|\.\d)", re.ASCII)
_BETWEEN = r"[\s:=#\"'(\[]{1,4}"
_SEPARATOR = re.compile(r"[\"']?(?:\s?[,/&+]\s?(?:and\s|or\s)?|\s(?:and|or)\s)[\"']?", re.ASCII)
_CUES: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "MOD",
        re.compile(rf"\b(?:modifiers?|mods?)\b{_BETWEEN}", re.IGNORECASE | re.ASCII),
        re.compile(r"(?:\d{2}|[A-Z][A-Z0-9]|\d[A-Z])(?![\w]|\.\d)", re.ASCII),
    ),
    (
        "CARC",
        re.compile(rf"\b(?:CARCs?|(?:reason|adjustment|denial) codes?)\b{_BETWEEN}", re.IGNORECASE | re.ASCII),
        re.compile(r"[ABDPWY]?\d{1,3}(?![\w]|[.-]\d)", re.ASCII),
    ),
    (
        "GROUP",
        re.compile(rf"\bgroup(?: codes?)?\b{_BETWEEN}", re.IGNORECASE | re.ASCII),
        re.compile(r"(?:CO|PR|OA|PI|CR)(?![\w-])", re.ASCII),
    ),
)
_CPT_WITH_MODIFIERS = re.compile(r"(?:\d{5}|\d{4}[FTUM]|[A-V]\d{4})(?:-[A-Z0-9]{2}){1,4}\Z", re.ASCII)
_CODE = re.compile(
    r"(?:\d{5}|\d{4}[FTUM]|[A-V]\d{4}"  # CPT and HCPCS
    r"|[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"  # ICD-10-CM
    r"|(?:M|MA|N)\d{1,4})\Z",  # RARC
    re.ASCII,
)


def find_grouped(text: str) -> Iterator[tuple[int, int, str]]:
    """`CO-236`, `PR 1`, `OA23` with their group."""
    for match in _GROUPED.finditer(text):
        yield match.start(), match.end(), squeeze(match[0])


def find_cued(text: str) -> Iterator[tuple[int, int, str]]:
    """Each item after a cue, its value prefixed with the system: `MOD59`, `CARC45`, `GROUPCO`."""
    for system, cue, item in _CUES:
        for match in cue.finditer(text):
            yield from _items(text, match.end(), system, item)


def _items(text: str, at: int, system: str, item: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    match = item.match(text, at)
    while match:
        yield match.start(), match.end(), system + match[0]
        separator = _SEPARATOR.match(text, match.end())
        match = item.match(text, separator.end()) if separator else None


def squeeze(raw: str) -> str:
    """Capitals and digits only."""
    return "".join(ch for ch in raw.upper() if ch.isascii() and ch.isalnum())


def is_code(token: str) -> bool:
    """True for the shape of a CPT, HCPCS, ICD-10-CM or RARC code, modifiers included."""
    return bool(_CODE.match(token) or _CPT_WITH_MODIFIERS.match(token))


def split_modifiers(token: str) -> tuple[str, ...]:
    """`99213-25-LT` as `99213`, `MOD25`, `MODLT`; empty where the token is no procedure with modifiers."""
    if not _CPT_WITH_MODIFIERS.match(token):
        return ()
    code, *modifiers = token.split("-")
    return (code, *(f"MOD{modifier}" for modifier in modifiers))


def split_group(value: str) -> tuple[str, str]:
    """`CO236` as `CO`, `236`; empty texts where there is no group."""
    return (value[:2], value[2:]) if value[:2] in GROUPS and value[2:] else ("", "")
