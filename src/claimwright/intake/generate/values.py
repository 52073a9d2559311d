"""Fresh values of every label, in the manner of the value that they replace (spoken or written, lower case, length)."""

from __future__ import annotations

import random
import re

from claimwright.intake.generate import lexicon as words
from claimwright.intake.generate import names, places
from claimwright.intake.generate.dates import redate
from claimwright.intake.generate.identifiers import (
    Maker,
    biometric,
    digits,
    identifier,
    internet,
    licence,
    mail,
    phone,
    social,
    vehicle,
    web,
)
from claimwright.intake.generate.numbers import cardinal

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def name(rng: random.Random, old: str) -> str:
    """A person's name with as many parts as the old one."""
    parts = old.replace(",", " ").split()
    last = rng.choice(names.LAST)
    if rng.random() < 0.1:
        last = f"{last}-{rng.choice(names.LAST)}"
    elif rng.random() < 0.06:
        particle = rng.choice(names.PARTICLES)
        last = particle + last if particle[-1] in "-c" else f"{particle} {last}"
    first = rng.choice(names.FIRST)
    if len(parts) == 1:
        value = first if old.lower() in _FIRST_LOWER or rng.random() < 0.4 else last
    elif "," in old:
        value = f"{last}, {first}"
    elif re.match(r"^\w\.?$", parts[0]):
        value = f"{first[0]}{parts[0][1:]} {last}"
    elif re.match(r"^\w\.?$", parts[-1]):
        value = f"{first} {last[0]}{parts[-1][1:]}"
    elif len(parts) > 2 and rng.random() < 0.7:
        middle = rng.choice((rng.choice(names.FIRST), f"{rng.choice(_LETTERS)}.", rng.choice(_LETTERS)))
        value = f"{first} {middle} {last}"
    else:
        value = f"{first} {last}"
    return _case_like(value, old)


_FIRST_LOWER = {n.lower() for n in names.FIRST}


def turned(value: str) -> str:
    """A name of two parts as registers write it, the family name first; any other as it is."""
    parts = value.split(" ")
    return f"{parts[1]}, {parts[0]}" if len(parts) == 2 and "," not in value else value


def _case_like(value: str, old: str) -> str:
    if old.islower():
        return value.lower()
    return value.upper() if old.isupper() and len(old) > 4 else value


def carrier(rng: random.Random, old: str) -> str:
    """An insurer, one in four a Blue plan of a state."""
    if rng.random() < 0.25:
        brand = rng.choice(words.BLUE_BRANDS)
        place = (
            rng.choice((*places.STATE_NAMES, *places.STATES))
            if brand.endswith(" of")
            else rng.choice((*places.STATES, ""))
        )
        value = f"{brand} {place}".strip()
    elif rng.random() < 0.05:
        value = f"{rng.choice(places.STATE_NAMES)} Medicaid"
    else:
        value = rng.choice(words.CARRIERS)
    return _case_like(value, old)


def plan_type(rng: random.Random, old: str) -> str:
    """A plan format or a metal tier, of the same kind as the old one."""
    if " " in old.strip():
        return old
    value = rng.choice(words.METALS if old.title() in words.METALS else words.FORMATS)
    return _case_like(value, old) if not old.isupper() or value in words.FORMATS else value


def relationship(rng: random.Random, old: str) -> str:
    """Another word of the same kind: the subscriber in person, or family."""
    if old.endswith("s") or old.lower() not in (*words.SELF_WORDS, *words.FAMILY_WORDS):
        return old
    pool = words.SELF_WORDS[:4] if old.lower() in words.SELF_WORDS else words.FAMILY_WORDS
    return _case_like(rng.choice(pool), old) if not old.istitle() else rng.choice(pool).capitalize()


def amount(low: int, high: int) -> Maker:
    """A maker of amounts in dollars, written or spoken as the old one was."""

    def make(rng: random.Random, old: str) -> str:
        whole = rng.choice((5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 75, 100, 120, 150, 200, 250)) if high < 400 else int(
            low * (high / low) ** rng.random()
        )  # fmt: skip
        if re.search(r"[a-z]{3}", old, re.IGNORECASE):
            return cardinal(whole)
        if rng.random() < 0.3 and high >= 400:
            whole = whole // 50 * 50 or 50
        cents = f".{rng.randint(0, 99):02d}" if "." in old or rng.random() < 0.25 else ""
        text = f"{whole:,}" if "," in old or rng.random() < 0.6 else str(whole)
        sign = "$" if "$" in old else ""
        return f"{sign}{' ' if sign and rng.random() < 0.04 else ''}{text}{cents}"

    return make


def place(rng: random.Random, old: str) -> str:
    """A place of the same kind: ZIP, address, county, city with or without its state."""
    city = rng.choice(places.CITIES)
    state = rng.choice((*places.STATES, *places.STATES, *places.STATE_NAMES))
    if re.fullmatch(r"\d{5}(-\d{4})?", old):
        value = digits(rng, 5) + (f"-{digits(rng, 4)}" if rng.random() < 0.15 else "")
    elif re.search(r"\bcounty\b", old, re.IGNORECASE):
        value = f"{rng.choice((*places.CITIES, *names.LAST))} County"
    elif re.match(r"\d+\w? ", old):
        value = _address(rng, city, state, old)
    elif "," in old:
        value = f"{city}, {state}" + (f" {digits(rng, 5)}" if re.search(r"\d{5}", old) else "")
    elif re.search(r"\b(st|street|ave|avenue|rd|road|hwy|blvd|lane|dr|drive|highway)\b", old, re.IGNORECASE):
        value = f"{rng.choice(places.STREETS)} {rng.choice(places.STREET_KINDS)}"
    else:
        value = city
    return _case_like(value, old)


def _address(rng: random.Random, city: str, state: str, old: str) -> str:
    street = f"{rng.randint(1, 19999)} {rng.choice(places.STREETS)} {rng.choice(places.STREET_KINDS)}"
    unit = rng.choice(
        (
            "",
            "",
            "",
            f" Apt {rng.randint(1, 40)}{rng.choice('ABCD')}",
            f", Unit {rng.randint(1, 99)}",
            f" #{rng.randint(1, 400)}",
        )
    )
    if "," not in old and len(old.split()) < 5:
        return street
    zip_code = f" {digits(rng, 5)}" if re.search(r"\d{5}", old) else ""
    first = rng.choice((", ", ", ", " ") if "," in old else (" ",))
    second = rng.choice((", ", ", ", " "))
    return f"{street}{unit}{first}{city}{second}{state}{zip_code}"


def age(rng: random.Random, old: str) -> str:
    """An age of 90 or more."""
    number = rng.choice((*range(90, 104), *range(90, 100)))
    if not re.search(r"[a-z]{3}", old, re.IGNORECASE):
        return str(number)
    value = cardinal(number)
    return value.replace("-", " ") if " " in old else value


MAKERS: dict[str, Maker] = {
    "NAME": name, "SUBSCRIBER_NAME": name, "CARRIER": carrier, "PLAN_TYPE": plan_type, "RELATIONSHIP": relationship,
    "MEMBER_ID": identifier("W", "XYZ", "U", "ID", "M"), "GROUP_NUMBER": identifier("GRP", "G", "LOCAL", "GP", "000"),
    "POLICY_NUMBER": identifier("POL", "P", "PN", "C"), "CLAIM_ID": identifier("CLM", "CL", "C", "2025", "E"),
    "AUTH_NUMBER": identifier("PA", "AUTH", "A", "REF", "PRE", "RX", "UM"), "MRN": identifier("MR", "M", "MRN", "H"),
    "ACCOUNT": identifier("A", "ACCT", "INV", "ST", "PT"), "OTHER_ID": identifier("TKT", "CASE", "CONF", "REF", "INC", "RX", "Q"),
    "DEVICE": identifier("SN", "DEV", "LOT", "PM"), "LICENSE": licence, "VEHICLE": vehicle, "SSN": social, "PHONE": phone, "FAX": phone,
    "EMAIL": mail, "URL": web, "IP": internet, "BIOMETRIC": biometric, "AGE_OVER_89": age, "LOC": place, "DATE": redate,
    "COPAY": amount(5, 250), "DEDUCTIBLE": amount(100, 9000), "BILLED_AMOUNT": amount(12, 20000),
}  # fmt: skip


def fresh(rng: random.Random, label: str, old: str) -> str:
    """A fresh value for a label, of one line and without surrounding space."""
    return " ".join(MAKERS[label](rng, old).split()) or old
