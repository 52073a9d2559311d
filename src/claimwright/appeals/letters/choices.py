"""What a caller asks for in words: kind, date, format, writer. Each is checked and named in the error."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from claimwright.appeals.letters.records import KINDS, LetterKind
from claimwright.appeals.letters.render import FORMATS, Format
from claimwright.core.errors import InputError
from claimwright.llm import ChatModel


def letter_kind(name: str) -> LetterKind | None:
    """The kind of letter; None for no name. Raises `InputError`."""
    if not name:
        return None
    if name not in KINDS:
        raise _refuse(f"{name!r} is no kind of letter", f"choose of {', '.join(KINDS)}")
    return name


def letter_date(text: str) -> dt.date:
    """The date of the letter, by default today. Raises `InputError`."""
    if not text:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _refuse(f"{text!r} is no date", "write it like 2024-11-04") from None


def output_format(name: str, out: Path | None) -> Format:
    """The format that is named, or that the file's name tells; Markdown otherwise. Raises `InputError`."""
    told = name or (out.suffix.removeprefix(".").lower() if out else "") or "md"
    if told not in FORMATS:
        raise _refuse(f"{told!r} is no format of letters", f"choose of {', '.join(FORMATS)}")
    if told != "md" and out is None:
        raise _refuse(f"a {told} file cannot be printed", f"add --out letter.{told}")
    return told


def writer_model(writer: str, llm: str) -> ChatModel | None:
    """The model that writes; None for the template. Raises `InputError`, `ConfigError`, `MissingExtraError`."""
    if writer == "template" and not llm:
        return None
    if writer == "llm" and llm:
        from claimwright.llm import open_model

        return open_model(llm)
    if writer == "llm":
        raise _refuse("the writer llm needs a model", "add --llm openai:NAME@http://localhost:8000/v1")
    raise _refuse(
        f"the writer {writer!r} and --llm {llm!r} do not go together",
        "use --writer llm --llm MODEL, or --writer template",
    )


def _refuse(what: str, fix: str) -> InputError:
    return InputError(what, fix=fix, code="APPEALS-DRAFT")
