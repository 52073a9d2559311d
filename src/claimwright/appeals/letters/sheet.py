"""The sender's sheet: what to know before the letter goes, and what must never go with it."""

from __future__ import annotations

from claimwright.appeals.letters.check import blanks
from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Deadline, Found, Letter, Sheet
from claimwright.appeals.letters.words import day, legal, listed
from claimwright.corpus.citations import parse_citation
from claimwright.corpus.index.records import Hit
from claimwright.corpus.index.words import STOP_WORDS, analyze

_MOST_FOUND, _SEARCHED = 3, 12
_COMMON = frozenset(
    analyze(
        "service services procedure medical medically necessary necessity not denied denial deny claim claims line paid plan "
        "treatment patient member care health coverage covered benefit benefits provider reason because code modifier day "
        "days date criteria level documentation information request requested authorization review indicator"
    )
)
"""Stems that nearly every provision of health law has."""
_PROGRAMS = {"1395": ("medicare", "medicare-advantage"), "1396": ("medicaid",), "1397": ("medicaid",)}
"""Sections of title 42 by their beginning, and the plans that they are about."""


_NO_NOTICE = "Days were not counted: the date of the denial notice is missing (--answer notice_date=2024-07-26)."
_UNCOUNTED = "No limit in the table can be counted in days here; look for one in the contract, and send the letter now."


def write_sheet(context: Context, letter: Letter, dropped: tuple[str, ...]) -> Sheet:
    """Deadlines, blanks, what has no support, and provisions that search found for the service."""
    texts = (*letter.sender, *letter.addressee, letter.date, letter.subject, *(value for _, value in letter.reference),
             *(each.text for each in letter.paragraphs), *letter.signature)  # fmt: skip
    return Sheet(
        advice=(_gate(context), *_dates(context), *context.advice),
        deadlines=context.deadlines,
        unsupported=(*dict.fromkeys(context.lacking), *_unverified(context.deadlines)),
        blanks=blanks(texts),
        dropped=dropped,
        found=_found(context),
    )


def _gate(context: Context) -> str:
    """Whether external review decides such a denial, and why; a source that does not open is marked."""
    gate = context.gate
    if gate.kind == "unknown":
        return f"Whether external review can decide this denial is not known: {gate.reason.rstrip('.')}."
    head = (
        "External review can decide this denial" if gate.reviewable else "External review does not decide this denial"
    )
    cites = (f"{legal(each)}{'' if context.library.open(each) else ' (unverified)'}" for each in gate.cites)
    sources = "; ".join(cites)
    return f"{head} ({gate.kind.replace('-', ' ')}): {gate.reason.rstrip('.')}{f' [{sources}]' if sources else ''}."


def _dates(context: Context) -> list[str]:
    """How the days were counted, and a warning where one is past or near."""
    limits = [each for each in context.deadlines if each.role == "deadline"]
    if not limits:
        return [
            "No time limit is known for this letter. Look for one in the denial notice or the contract, and send it now."
        ]
    if not any(each.day for each in limits):
        return [_UNCOUNTED if context.denial.notice_date else _NO_NOTICE]
    past = [
        f"The limit “{each.what}” ended on {day(each.day)}; ask for an extension for good cause at once."
        for each in limits
        if each.day and context.date and each.day < context.date
    ]
    return [
        "Days are calendar days from the date on the notice, the earliest day from which they can run; the notice's own day "
        "does not count. A last day on a weekend or federal holiday is not moved on: send by the working day before.",
        *past,
    ]


def _unverified(deadlines: tuple[Deadline, ...]) -> list[str]:
    """One line for each reason why entries of the table are unverified."""
    groups: dict[str, list[str]] = {}
    for each in deadlines:
        if not each.verified:
            groups.setdefault(_general(each), []).append(f"“{each.what}”" + (f" ({each.limit})" if each.limit else ""))
    return [f"Unverified, because {why}: {listed(entries)}." for why, entries in groups.items()]


def _general(each: Deadline) -> str:
    """The remark, with the section in the place of the paragraph, so that entries of one section stand together."""
    return each.remark.replace(each.source, legal(each.source.partition("(")[0])) if each.source else each.remark


def _found(context: Context) -> tuple[Found, ...]:
    """Provisions about the service by name, of a program that the plan is of, that the letter does not quote."""
    denial = context.denial
    names = " ".join((*(each.service for each in denial.services), denial.treatment, denial.diagnosis))
    wanted = {stem for stem in analyze(names) if len(stem) > 2 and stem not in _COMMON and stem not in STOP_WORDS}
    if len(wanted) < 2:
        return ()
    used = {each.citation for each in context.catalogue.of_kind("provision")}
    hits = context.library.search(" ".join(sorted(wanted)), _SEARCHED)
    fitting = [hit for hit in hits if hit.provision.citation not in used and _fits(hit, wanted, context)]
    apart = {" ".join(hit.snippet.text.split()[:12]): hit for hit in reversed(fitting)}
    return tuple(found for hit in reversed(apart.values()) if (found := _as_found(hit, context)))[:_MOST_FOUND]


def _fits(hit: Hit, wanted: set[str], context: Context) -> bool:
    """Two of the words that name the service, in a provision of health law for this kind of plan."""
    read = parse_citation(hit.provision.citation)
    if read is None:
        return False
    programs = next(
        (plans for head, plans in _PROGRAMS.items() if read.work == "42 USC" and read.section.startswith(head)), None
    )
    if programs and context.denial.plan_type not in programs:
        return False
    if read.work == "42 USC" and not programs and not read.section.startswith("300gg"):
        return False
    return len(wanted & set(analyze(hit.snippet.text))) >= 2


def _as_found(hit: Hit, context: Context) -> Found | None:
    quote = context.library.shown(hit)
    if quote is None or not context.library.holds(quote):
        return None
    heading = hit.provision.heading[-1] if hit.provision.heading else ""
    return Found(citation=hit.provision.citation, heading=heading, quote=quote.text, place=quote.place)
