"""Messages written by hand, one a line: `channel intent | text with {CODE:value} marks and \\n for a new line`.

A mark in an insurance code sets the PHI label that the guide ties to it (every member ID is a health plan ID).
"""

from __future__ import annotations

import re
from pathlib import Path

from claimwright.core.errors import InputError, Location
from claimwright.intake.labels import CHANNELS
from claimwright.intake.records import Message, Span

INTENT_CODES = {
    "new": "new_patient_inquiry", "question": "existing_patient_question", "appt": "appointment_request",
    "billing": "billing_inquiry", "clinical": "clinical_concern", "complaint": "complaint", "price": "price_shopper",
}  # fmt: skip

CODES: dict[str, tuple[str, str]] = {
    "C": ("CARRIER", ""), "P": ("PLAN_TYPE", ""), "M": ("MEMBER_ID", "HEALTH_PLAN_ID"),
    "G": ("GROUP_NUMBER", "HEALTH_PLAN_ID"), "Y": ("POLICY_NUMBER", "HEALTH_PLAN_ID"),
    "S": ("SUBSCRIBER_NAME", "NAME"), "R": ("RELATIONSHIP", ""), "K": ("CLAIM_ID", "OTHER_ID"),
    "A": ("AUTH_NUMBER", "OTHER_ID"), "CO": ("COPAY", ""), "DD": ("DEDUCTIBLE", ""), "B": ("BILLED_AMOUNT", ""),
    "N": ("", "NAME"), "L": ("", "LOC"), "D": ("", "DATE"), "AGE": ("", "AGE_OVER_89"), "T": ("", "PHONE"),
    "F": ("", "FAX"), "E": ("", "EMAIL"), "SSN": ("", "SSN"), "MRN": ("", "MRN"), "ACC": ("", "ACCOUNT"),
    "LIC": ("", "LICENSE"), "V": ("", "VEHICLE"), "DEV": ("", "DEVICE"), "U": ("", "URL"), "IP": ("", "IP"),
    "BIO": ("", "BIOMETRIC"), "O": ("", "OTHER_ID"),
}  # fmt: skip

_MARK = re.compile(r"\{([A-Z]+):([^{}]+)\}")


def parse_line(line: str, number: str, where: Location) -> Message:
    """One written line as a message; an unknown channel, intent or code is an `InputError`."""
    head, _, body = line.partition(" | ")
    channel, _, intent = head.strip().partition(" ")
    if channel not in CHANNELS or intent not in INTENT_CODES or not body.strip():
        raise InputError(f"not a written message: {head!r}", where=where, code="INTAKE-MARKUP",
                         fix="begin with a channel and an intent: 'sms billing | text'")  # fmt: skip
    text, insurance, phi = _parse_body(body.replace("\\n", "\n"), where)
    return Message(number, text, channel, INTENT_CODES[intent], tuple(insurance), tuple(phi))


def _parse_body(body: str, where: Location) -> tuple[str, list[Span], list[Span]]:
    insurance: list[Span] = []
    phi: list[Span] = []
    out, last, length = list[str](), 0, 0
    for mark in _MARK.finditer(body):
        code, value = mark.groups()
        if code not in CODES or value != value.strip():
            raise InputError(f"bad mark {mark.group()!r}", where=where, code="INTAKE-MARKUP")
        out += [body[last : mark.start()], value]
        start = length + mark.start() - last
        length, last = start + len(value), mark.end()
        for spans, label in zip((insurance, phi), CODES[code], strict=True):
            if label:
                spans.append(Span(start, length, label))
    text = "".join(out) + body[last:]
    if "{" in text or "}" in text:
        raise InputError("a brace that belongs to no mark", where=where, code="INTAKE-MARKUP")
    return text, insurance, phi


def read_written(path: Path) -> list[Message]:
    """All messages of a file of written lines; blank lines and lines that begin with # are skipped."""
    if not path.is_file():
        raise InputError("there is no such file of written messages", where=str(path), code="INTAKE-FILE")
    rows = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [
        parse_line(line, f"{path.stem}-{number:04d}", Location(str(path), number))
        for number, line in rows
        if line.strip() and not line.startswith("#")
    ]
