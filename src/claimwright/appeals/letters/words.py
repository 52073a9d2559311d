"""How letters write dates, money, lists, services and citations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from claimwright.appeals.records import Denial, DeniedService
from claimwright.core.money import format_cents
from claimwright.corpus.citations import parse_citation


def day(date: dt.date) -> str:
    """`July 15, 2024`."""
    return f"{date:%B} {date.day}, {date.year}"


def listed(parts: Iterable[str], word: str = "and") -> str:
    """`a, b and c`; nothing for nothing."""
    *front, last = list(parts) or [""]
    return f"{', '.join(front)} {word} {last}" if front else last


def sentence(text: str) -> str:
    """With a capital at the start and a full stop at the end."""
    text = " ".join(text.split())
    closed = text if text.endswith((".", "!", "?", ".”", "?”", '."')) else f"{text}."
    return closed[:1].upper() + closed[1:]


def legal(citation: str) -> str:
    """A canonical citation as letters write it: `42 U.S.C. § 300gg-19(a)(1)(C)`."""
    read = parse_citation(citation)
    if read is None:
        return citation
    path = "".join(f"({step})" for step in read.path)
    for short, long in (("USC", "U.S.C."), ("CFR", "C.F.R.")):
        if read.work.endswith(f" {short}"):
            return f"{read.work.removesuffix(short)}{long} § {read.section}{path}"
    return str(read)


def coded(service: DeniedService) -> str:
    """`99213-25`, or nothing."""
    return "-".join((service.procedure, *service.modifiers)) if service.procedure else ""


def reason_code(service: DeniedService) -> str:
    """`CO-236 with remark M80`, or nothing."""
    if not service.carc:
        return ""
    head = f"{service.group}-{service.carc}" if service.group else service.carc
    remarks = f" with remark {listed(service.rarcs)}" if service.rarcs else ""
    return head + remarks


def when(service: DeniedService) -> str:
    """`July 15, 2024`, a span of days, or nothing."""
    if service.from_date is None:
        return ""
    if service.to_date and service.to_date != service.from_date:
        return f"{day(service.from_date)} to {day(service.to_date)}"
    return day(service.from_date)


def described(service: DeniedService, claim: str = "") -> str:
    """A service in one phrase: `line 1 of claim H-1001 (procedure 99212, July 15, 2024, charged at $95.00)`."""
    code = coded(service)
    name = service.service if service.procedure and service.procedure in service.service else ""
    charge = f"charged at {format_cents(service.charge)}" if service.charge else ""
    known = ", ".join(part for part in (name or code, when(service), charge) if part)
    more = f" ({known})" if known else ""
    if not service.line:
        return f"{service.service}{more}"
    of = f" of claim {claim}" if claim else ""
    if name or not service.service:
        return f"line {service.line}{of}{more}"
    return f"{service.service}, line {service.line}{of}{more}"


def service_named(denial: Denial) -> str:
    """What was denied, in a few words, for a subject line."""
    named = denial.treatment or listed(dict.fromkeys(each.service for each in denial.services if each.service))
    return named or "a service"
