"""The sender's sheet as headings, lines and tables, for every format."""

from __future__ import annotations

from dataclasses import dataclass

from claimwright.appeals.letters.records import Deadline, Draft, Place
from claimwright.appeals.letters.words import day, legal

TITLE = "Sender's sheet"
WARNING = "Keep this sheet. It is not part of the letter: do not send it."


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines to read, lines to tick, or a table under it."""

    heading: str
    lines: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def sections(draft: Draft) -> list[Section]:
    """The parts of the sheet that have something to say."""
    sheet = draft.sheet
    enclosures = tuple(f"{each.what} ({each.why})" if each.why else each.what for each in draft.letter.enclosures)
    found = (
        Section("Before it goes", lines=sheet.advice),
        Section(
            "Time limits and rights", columns=("What", "Limit", "Last day", "Send by", "Source"), rows=_limits(draft)
        ),
        Section("Fill in", checks=sheet.blanks),
        Section("Enclose", checks=enclosures),
        Section(
            "What this letter could not support",
            lines=sheet.unsupported or ("Nothing: all that it says has a support.",),
        ),
        Section("Left out of the letter", lines=sheet.dropped),
        Section("Sources of the letter", columns=("Note", "Provision", "Where the words stand"), rows=_sources(draft)),
        Section("Found by search, not used", columns=("Provision", "Words", "Where"), rows=_found(draft)),
    )
    return [each for each in found if each.lines or each.checks or each.rows]


def colophon(draft: Draft) -> str:
    """Which corpus was opened and who wrote."""
    dates = sorted({each.place.accessed for each in draft.supports if each.place and each.place.accessed})
    at = f", texts accessed {dates[0]}" + (f" to {dates[-1]}" if dates[0] != dates[-1] else "") if dates else ""
    return f"Written by {draft.writer}; checked against {draft.corpus}{at}. This is not legal advice."


def _limits(draft: Draft) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            each.what,
            f"{each.limit} {each.counted}".strip(),
            day(each.day) if each.day else "",
            day(each.send_by) if each.send_by else "",
            _source(each),
        )
        for each in draft.sheet.deadlines
    )


def _source(each: Deadline) -> str:
    if each.verified:
        return legal(each.source)
    return f"{legal(each.source)} (unverified)" if each.source else "unverified"


def _sources(draft: Draft) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(number), legal(each.citation), _where(each.place))
        for number, each in enumerate(draft.cited(), 1)
        if each.place
    )


def _found(draft: Draft) -> tuple[tuple[str, ...], ...]:
    return tuple((legal(each.citation), " ".join(each.quote.split()), _where(each.place)) for each in draft.sheet.found)


def _where(place: Place) -> str:
    """The record and the characters of it; and of the stored text, where there is one."""
    own = f"{place.opened}, characters {place.start:,} to {place.end:,}"
    if place.stored is None:
        return own
    return f"{own}; {place.stored + place.start:,} to {place.stored + place.end:,} of the text of {place.path}"
