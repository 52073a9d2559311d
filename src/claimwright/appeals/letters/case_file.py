"""A case from a JSON file, checked: what is not understood is refused by name, never passed over.

Messages name fields and never repeat their content, which may be about someone's health.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec

from claimwright.appeals.letters.english import is_english
from claimwright.appeals.records import Denial, DeniedService
from claimwright.core.errors import InputError, NotFoundError
from claimwright.core.money import parse_cents

LARGEST = 200_000
"""Bytes of a case file."""
LONGEST = 20_000
"""Code points of any one text in it."""
_MONEY = ("charge", "denied")


def read_case(raw: bytes) -> Denial:
    """The denial that a JSON document describes. Amounts are cents, or texts such as "$95.00". Raises `InputError`."""
    if len(raw) > LARGEST:
        raise _refuse(
            f"the case has more than {LARGEST:,} bytes",
            f"give at most {LARGEST:,}; enclose long records instead",
            "SIZE",
        )
    if not raw.strip():
        raise _refuse(
            "the case is empty", 'give a JSON object such as {"treatment": "...", "plan_type": "individual"}', "EMPTY"
        )
    try:
        data = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise _refuse(f"the case is not JSON: {error}", "check it; text must be UTF-8", "JSON") from None
    return to_denial(data)


def read_case_file(path: str) -> Denial:
    """The case of a JSON file; `-` is standard input. Raises `NotFoundError`, `InputError`."""
    if path == "-":
        return read_case(sys.stdin.buffer.read(LARGEST + 1))
    file = Path(path)
    if not file.is_file():
        raise NotFoundError(f"there is no file {path!r}", fix="check the path", code="APPEALS-CASE-FILE")
    with file.open("rb") as raw:
        return read_case(raw.read(LARGEST + 1))


def to_denial(data: Any) -> Denial:
    """The denial of a mapping with the fields of `Denial`. Raises `InputError`."""
    if not isinstance(data, dict):
        raise _refuse("the case is no JSON object", "write its fields between { and }", "JSON")
    fields = cast("dict[str, Any]", data)
    _known(fields, Denial, "")
    services = fields.get("services", [])
    if not isinstance(services, list):
        raise _refuse("`services` is no list", "write it as [ {...} ]", "FIELD")
    read = [_service(number, each) for number, each in enumerate(cast("list[Any]", services))]
    return check(_convert({**fields, "services": read}))


def answered(denial: Denial, answers: Iterable[str], facts: Iterable[str] = ()) -> Denial:
    """The denial with answers (`plan_type=individual`) and further facts. Raises `InputError`."""
    plain = cast("dict[str, Any]", msgspec.to_builtins(denial))
    for answer in answers:
        name, equals, value = answer.partition("=")
        if not equals or name not in _ANSWERABLE:
            raise _refuse(
                f"the answer to {name!r} is not understood",
                f"answer one of {', '.join(_ANSWERABLE)}, as name=value",
                "ANSWER",
            )
        plain[name] = value.strip() if name != "urgent" else value.strip().lower() in ("yes", "true", "1")
    plain["facts"] = [*plain.get("facts", ()), *facts]
    return check(_convert(plain))


_ANSWERABLE = tuple(each for each in Denial.__struct_fields__ if each not in ("services", "facts", "remedies", "text"))


def check(denial: Denial) -> Denial:
    """The same denial, if its texts can be used: not too long, and English. Raises `InputError`."""
    services = tuple(
        (f"services[{n}].{name}", value) for n, each in enumerate(denial.services) for name, value in _texts(each)
    )
    facts = tuple((f"facts[{number}]", fact) for number, fact in enumerate(denial.facts))
    for name, value in (*_texts(denial), *facts, *services):
        if len(value) > LONGEST:
            raise _refuse(f"`{name}` has {len(value):,} characters", f"give at most {LONGEST:,}", "SIZE")
        if any((ch < " " and ch not in "\n\r\t") or "\ud800" <= ch <= "\udfff" or ch == "\ufffd" for ch in value):
            raise _refuse(f"`{name}` has control characters or undecodable bytes", "save the case as UTF-8", "TEXT")
    for name, value in (("text", denial.text), *facts):
        if not is_english(value):
            raise _refuse(
                f"`{name}` is not in English, and the letter is", "translate it first; names may stay", "LANGUAGE"
            )
    if any(not fact.strip() for fact in denial.facts):
        raise _refuse("a fact is empty", "leave it out", "EMPTY")
    return denial


def _texts(record: msgspec.Struct) -> list[tuple[str, str]]:
    found = ((name, getattr(record, name)) for name in record.__struct_fields__)
    return [(name, value) for name, value in found if isinstance(value, str)]


def _service(number: int, each: Any) -> dict[str, Any]:
    if not isinstance(each, dict):
        raise _refuse(f"`services[{number}]` is no object", "write it as {...}", "FIELD")
    fields = cast("dict[str, Any]", each)
    _known(fields, DeniedService, f"services[{number}].")
    money = {name: parse_cents(fields[name]) for name in _MONEY if isinstance(fields.get(name), str)}
    return {**fields, **money}


def _known(fields: Mapping[str, Any], kind: type[msgspec.Struct], prefix: str) -> None:
    unknown = sorted(fields.keys() - set(kind.__struct_fields__))
    if unknown:
        named = ", ".join(f"`{prefix}{each[:40]}`" for each in unknown[:5])
        raise _refuse(
            f"the case has fields that are not known: {named}", f"use {', '.join(kind.__struct_fields__)}", "FIELD"
        )


def _convert(fields: dict[str, Any]) -> Denial:
    try:
        return msgspec.convert(fields, Denial)
    except msgspec.ValidationError as error:
        raise _refuse(
            f"the case is not as it must be: {error}", "see docs/appeals-letters.md for the fields", "FIELD"
        ) from None


def _refuse(what: str, fix: str, code: str) -> InputError:
    return InputError(what, fix=fix, code=f"APPEALS-CASE-{code}")
