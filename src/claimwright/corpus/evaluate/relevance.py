"""The relevance set: questions as people ask them, each with the provisions that answer it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from claimwright.core.errors import InputError, Location
from claimwright.corpus.citations import Citation, parse_citation

Half = Literal["tune", "test", "fresh", "blind"]
"""`fresh`: by another hand, scored once and then used to find what search misses; `blind`: by a third, measured only."""
Asker = Literal["advocate", "operator"]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a relevance set. `relevant` are canonical citations, any of which answers at least in part."""

    id: str
    question: str
    asker: Asker
    half: Half
    relevant: tuple[str, ...]
    topic: str = ""
    note: str = ""

    def places(self) -> tuple[Citation, ...]:
        """What answers, as citations. Raises `InputError` for one that cannot be read."""
        return tuple(_citation(text, self.id) for text in self.relevant)


def _citation(text: str, where: str) -> Citation:
    found = parse_citation(text)
    if found is None:
        raise InputError(f"{text!r} is not a citation", where=f"question {where}", code="RELEVANCE-CITATION")
    return found


def read_relevance(paths: Iterable[Path], half: Half | None = None) -> list[Question]:
    """The questions of these files, or those of one half. Raises `InputError` at a line that is none, or no answer."""
    decoder = msgspec.json.Decoder(Question)
    found: list[Question] = []
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            found.append(_read(decoder, line, Location(str(path), number)))
    chosen = [each for each in found if half in (None, each.half)]
    if not chosen:
        raise InputError("there is no question to ask", fix="give a relevance set with that half", code="RELEVANCE")
    return chosen


def _read(decoder: msgspec.json.Decoder[Question], line: bytes, where: Location) -> Question:
    try:
        question = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"this is no question: {error}", where=where, code="RELEVANCE") from None
    if not question.relevant:
        raise InputError("no provision answers this question", where=where, code="RELEVANCE")
    return question
