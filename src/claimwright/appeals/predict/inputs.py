"""Texts from outside, checked. Messages never repeat what a text says, which may be about someone's health."""

from __future__ import annotations

import sys
from pathlib import Path

from claimwright.appeals.predict.reading.language import foreign_language
from claimwright.core.errors import InputError, NotFoundError

LONGEST = 20_000
"""Code points of a description."""
_BYTES = 4 * LONGEST + 4
_CODE = "APPEALS-PREDICT"


def read_text_file(path: str) -> str:
    """The text of a file in UTF-8; `-` is standard input. Raises `NotFoundError`, `InputError`."""
    if path == "-":
        return decode(sys.stdin.buffer.read(_BYTES + 1), "standard input")
    file = Path(path)
    if not file.is_file():
        raise NotFoundError(f"there is no file {path!r}", fix="check the path", code=f"{_CODE}-FILE")
    with file.open("rb") as raw:
        return decode(raw.read(_BYTES + 1), path)


def decode(raw: bytes, where: str) -> str:
    """Bytes as text. Raises `InputError` for what is no text in UTF-8, and for too much."""
    if len(raw) > _BYTES:
        raise _refuse(f"the text has more than {LONGEST:,} characters", _SHORTER, "SIZE", where)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse("this is no text in UTF-8", "save it as plain text in UTF-8", "TEXT", where) from None
    return check_text(text, where)


def check_text(text: str, where: str = "") -> str:
    """The same text, if something can be read from it. Raises `InputError`: empty, too long, binary, no English."""
    if not text.strip():
        raise _refuse(
            "there is no text",
            "describe what was asked for, for which condition, and why it was denied",
            "EMPTY",
            where,
        )
    check_length(text, where)
    if any((ch < " " and ch not in "\n\r\t\f") or "\ud800" <= ch <= "\udfff" for ch in text):
        raise _refuse(
            "the text has control characters or undecodable bytes", "save it as plain text in UTF-8", "TEXT", where
        )
    language = foreign_language(text)
    if language:
        raise _refuse(
            f"the text is not English; it looks like {language}",
            "translate it first; names may stay",
            "LANGUAGE",
            where,
        )
    return text


def one_of(**given: str | None) -> str:
    """The name of the one source that was given; an empty text counts. Raises `InputError` for none and for several."""
    named = [name for name, value in given.items() if value or (name == "text" and value is not None)]
    if len(named) != 1:
        what = f"give one of a text, --file, --case and --claim, not {len(named)}"
        raise InputError(what, fix='claimwright appeals predict "..."', code=f"{_CODE}-CALL")
    return named[0]


def check_length(text: str, where: str = "") -> None:
    """Raise `InputError` for a text that is no description of one case."""
    if len(text) > LONGEST:
        raise _refuse(f"the text has {len(text):,} characters, more than {LONGEST:,}", _SHORTER, "SIZE", where)


_SHORTER = "give the description of the one denial, without the enclosed records"


def _refuse(what: str, fix: str, code: str, where: str) -> InputError:
    return InputError(what, where=where, fix=fix, code=f"{_CODE}-{code}")
