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


def described(service: DeniedService) -> str:
    """A service in one phrase: line, name, code, day and charge, as far as they are known."""
    code = coded(service)
    named = not code or service.procedure in service.service
    name = service.service if named else f"{service.service} ({code})"
    line = f"line {service.line}, " if service.line else ""
    span = service.to_date is not None and service.to_date != service.from_date
    on = f", {'from' if span else 'on'} {when(service)}" if when(service) else ""
    charge = f", charged at {format_cents(service.charge)}" if service.charge else ""
    return f"{line}{name}{on}{charge}"


def service_named(denial: Denial) -> str:
    """What was denied, in a few words, for a subject line."""
    named = denial.treatment or listed(dict.fromkeys(each.service for each in denial.services if each.service))
    return named or "a service"
