"""Fresh values of every label, in the manner of the value that they replace (spoken or written, lower case, length)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from claimwright.intake.generate import lexicon as words
from claimwright.intake.generate.numbers import cardinal, ordinal, speak_characters

Maker = Callable[[random.Random, str], str]

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SPOKEN = re.compile(
    r"\b(zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundred|thousand|double|dash|dot|as in)\b", re.I
)
_SPACED = re.compile(r"^(?:\w[ ,.]+){3,}\w?")


def is_spoken(value: str) -> bool:
    """Whether a value is written as it is said: number words, or digits one by one."""
    return bool(_SPOKEN.search(value) or (_SPACED.match(value) and not re.search(r"\d{3}", value)))


def digits(rng: random.Random, count: int) -> str:
    """A run of random digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def letters(rng: random.Random, count: int) -> str:
    """A run of random capital letters."""
    return "".join(rng.choice(_LETTERS) for _ in range(count))


def mimic(rng: random.Random, value: str) -> str:
    """The same shape with other digits and, half of the time, other letters."""
    swap = rng.random() < 0.5
    out = [
        rng.choice("0123456789") if c.isdigit()
        else (rng.choice(_LETTERS) if c.isupper() else rng.choice(_LETTERS).lower()) if swap and c.isascii() and c.isalpha()
        else c
        for c in value
    ]  # fmt: skip
    return "".join(out)


def _segment(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.55:
        return digits(rng, rng.choice((1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 7, 8)))
    if kind < 0.75:
        return letters(rng, rng.choice((1, 1, 2, 2, 3, 3, 4)))
    if kind < 0.85:
        return letters(rng, rng.choice((1, 2, 3))) + digits(rng, rng.choice((2, 3, 4, 5, 6, 8)))
    if kind < 0.95:
        return digits(rng, rng.choice((1, 2, 3, 4))) + letters(rng, rng.choice((1, 1, 2))) + digits(rng, rng.choice((0, 1, 2, 4)))
    return str(rng.randint(2022, 2027)) + rng.choice(("", digits(rng, 2)))


def compose(rng: random.Random, prefixes: tuple[str, ...] = ()) -> str:
    """An identifier of one of hundreds of shapes: segments of digits and letters, a separator, perhaps a prefix."""
    for _ in range(20):
        separator = rng.choice(("-", "-", "-", "", "", " ", " ", ".", "/", "_", "*"))
        count = rng.choice((1, 1, 2, 2, 2, 3, 3, 4)) if separator else rng.choice((1, 1, 2))
        parts = [_segment(rng) for _ in range(count)]
        if prefixes and rng.random() < 0.3:
            parts.insert(0, rng.choice(prefixes))
        value = separator.join(parts)
        if sum(c.isdigit() for c in value) >= 2 and 4 <= len(value) <= 20:
            return value
    return digits(rng, 8)


def identifier(*prefixes: str) -> Maker:
    """A maker of identifiers; half of them keep the shape of the value that they replace."""

    def make(rng: random.Random, old: str) -> str:
        if is_spoken(old):
            return speak_characters(rng, compose(rng, ()))
        value = mimic(rng, old) if rng.random() < 0.45 else compose(rng, prefixes)
        return value.lower() if old.islower() or (not old.isupper() and rng.random() < 0.03) else value

    return make


def name(rng: random.Random, old: str) -> str:
    """A person's name with as many parts as the old one."""
    parts = old.replace(",", " ").split()
    last = rng.choice(words.LAST)
    if rng.random() < 0.1:
        last = f"{last}-{rng.choice(words.LAST)}"
    elif rng.random() < 0.06:
        particle = rng.choice(words.PARTICLES)
        last = particle + last if particle[-1] in "-c" else f"{particle} {last}"
    first = rng.choice(words.FIRST)
    if len(parts) == 1:
        value = first if old.lower() in _FIRST_LOWER or rng.random() < 0.4 else last
    elif "," in old:
        value = f"{last}, {first}"
    elif re.match(r"^\w\.?$", parts[0]):
        value = f"{first[0]}{parts[0][1:]} {last}"
    elif len(parts) > 2 and rng.random() < 0.7:
        middle = rng.choice((rng.choice(words.FIRST), f"{rng.choice(_LETTERS)}.", rng.choice(_LETTERS)))
        value = f"{first} {middle} {last}"
    else:
        value = f"{first} {last}"
    return _case_like(value, old)


_FIRST_LOWER = {n.lower() for n in words.FIRST}


def _case_like(value: str, old: str) -> str:
    if old.islower():
        return value.lower()
    return value.upper() if old.isupper() and len(old) > 4 else value


def carrier(rng: random.Random, old: str) -> str:
    """An insurer, one in four a Blue plan of a state."""
    if rng.random() < 0.25:
        brand = rng.choice(words.BLUE_BRANDS)
        place = rng.choice((*words.STATE_NAMES, *words.STATES)) if brand.endswith(" of") else rng.choice((*words.STATES, ""))
        value = f"{brand} {place}".strip()
    elif rng.random() < 0.05:
        value = f"{rng.choice(words.STATE_NAMES)} Medicaid"
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
        if re.search(r"[a-z]{3}", old, re.I):
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
    city = rng.choice(words.CITIES)
    state = rng.choice((*words.STATES, *words.STATES, *words.STATE_NAMES))
    if re.fullmatch(r"\d{5}(-\d{4})?", old):
        value = digits(rng, 5) + (f"-{digits(rng, 4)}" if rng.random() < 0.15 else "")
    elif re.search(r"\bcounty\b", old, re.I):
        value = f"{rng.choice((*words.CITIES, *words.LAST))} County"
    elif re.match(r"\d+\w? ", old):
        value = _address(rng, city, state, old)
    elif "," in old:
        value = f"{city}, {state}" + (f" {digits(rng, 5)}" if re.search(r"\d{5}", old) else "")
    elif re.search(r"\b(st|street|ave|avenue|rd|road|hwy|blvd|lane|dr|drive|highway)\b", old, re.I):
        value = f"{rng.choice(words.STREETS)} {rng.choice(words.STREET_KINDS)}"
    else:
        value = city
    return _case_like(value, old)


def _address(rng: random.Random, city: str, state: str, old: str) -> str:
    street = f"{rng.randint(1, 19999)} {rng.choice(words.STREETS)} {rng.choice(words.STREET_KINDS)}"
    unit = rng.choice(("", "", "", f" Apt {rng.randint(1, 40)}{rng.choice('ABCD')}", f", Unit {rng.randint(1, 99)}", f" #{rng.randint(1, 400)}"))
    if "," not in old and len(old.split()) < 5:
        return street
    zip_code = f" {digits(rng, 5)}" if re.search(r"\d{5}", old) else ""
    first = rng.choice((", ", ", ", " ") if "," in old else (" ",))
    second = rng.choice((", ", ", ", " "))
    return f"{street}{unit}{first}{city}{second}{state}{zip_code}"


def age(rng: random.Random, old: str) -> str:
    """An age of 90 or more."""
    number = rng.choice((*range(90, 104), *range(90, 100)))
    if not re.search(r"[a-z]{3}", old, re.I):
        return str(number)
    value = cardinal(number)
    return value.replace("-", " ") if " " in old else value


def social(rng: random.Random, old: str) -> str:
    """A number in the ranges that are never issued, or four digits where the old one has four."""
    if is_spoken(old):
        return speak_characters(rng, digits(rng, 4 if len(old) < 26 else 9))
    if sum(c.isdigit() for c in old) <= 5:
        return digits(rng, 4)
    separator = rng.choice(("-", "-", "-", " ", "", "."))
    return separator.join((f"9{digits(rng, 2)}", digits(rng, 2), digits(rng, 4)))


def phone(rng: random.Random, old: str) -> str:
    """A telephone number; seven digits where the old one has seven, spoken where it was."""
    area, exchange, line = f"{rng.randint(2, 9)}{digits(rng, 2)}", rng.choice(("555", "555", f"{rng.randint(2, 9)}{digits(rng, 2)}")), digits(rng, 4)
    if re.search("[a-z]{3}", old, re.I) and is_spoken(old):
        return ", ".join(speak_characters(rng, part, words_only=True) for part in (area, exchange, line))
    if is_spoken(old):
        return rng.choice((", ", " ", ", ")).join(" ".join(part) for part in (area, exchange, line))
    if "," in old:
        return f"{area}, {exchange}, {line}"
    if sum(c.isdigit() for c in old) == 7:
        return f"{exchange}-{line}"
    value = rng.choice(_PHONES).format(a=area, b=exchange, c=line)
    if re.search(r"x|ext", old, re.I) or rng.random() < 0.05:
        value += rng.choice((" x{}", " ext {}", " ext. {}", ", ext. {}", " extension {}", "x{}", ", extension {}", " Ext {}")).format(
            rng.randint(1, 9999)
        )
    return value


_PHONES = (
    "({a}) {b}-{c}", "{a}-{b}-{c}", "{a}.{b}.{c}", "{a} {b} {c}", "{a}{b}{c}", "({a}){b}-{c}", "+1 {a}-{b}-{c}", "1-{a}-{b}-{c}", "{a}/{b}-{c}",
    "+1 ({a}) {b}-{c}", "{a} {b}-{c}", "({a}) {b} {c}", "{a}-{b}-{c}", "{a}-{b}-{c}", "({a}) {b}-{c}", "{a} {b}{c}", "+1{a}{b}{c}", "1 {a} {b} {c}",
    "{a}-{b} {c}", "1.{a}.{b}.{c}",
)  # fmt: skip

_TOP = ("example", "com", "org", "net", "health", "example.com", "io", "example.org", "care", "us", "co", "info")
_SITE = ("portal", "pay", "bill", "my", "secure", "forms", "book", "care", "health", "clinic", "ortho", "derm", "dental", "eye", "records", "lab",
         "river", "north", "summit", "valley", "oak", "cedar", "bright", "harbor", "lake", "family", "kids", "spine", "heart", "imaging")  # fmt: skip


def _host(rng: random.Random) -> str:
    site = "".join(rng.sample(_SITE, rng.choice((2, 2, 3)))) if rng.random() < 0.6 else "-".join(rng.sample(_SITE, 2))
    return f"{site}.{rng.choice(_TOP)}"


def web(rng: random.Random, old: str) -> str:
    """A web address with or without scheme and path; spoken where the old one was."""
    host = _host(rng)
    if re.search(r"\bdot\b", old):
        return host.replace(".", " dot ").replace("-", " dash ") + rng.choice(("", " slash pay", " slash forms", " slash new"))
    start = rng.choice(("https://", "http://", "www.", "https://www.", "", "", "", f"{rng.choice(_SITE)}."))
    path = rng.choice(("", "", "/", "/pay", f"/r/{digits(rng, 4)}", f"?id={digits(rng, 3)}", "/new-patient", f"/{letters(rng, 2).lower()}/{digits(rng, 3)}",
                       "/forms/intake.pdf", "/login", f"/q#{digits(rng, 2)}"))  # fmt: skip
    return start + host + path


def mail(rng: random.Random, old: str) -> str:
    """An e-mail address, spoken where the old one was."""
    first, last = (re.sub(r"[^a-z]", "", rng.choice(pool).lower()) or "kim" for pool in (words.FIRST, words.LAST))
    local = rng.choice(
        (f"{first}.{last}", f"{first[0]}{last}", f"{first}{digits(rng, 2)}", f"{first}_{last}", f"{last}.{first}", f"{first}-{last}{rng.randint(1, 99)}",
         f"the{last}s", f"{first[0]}.{last}", f"{last}family", f"{first}{last}")
    )  # fmt: skip
    host = rng.choice((_host(rng), f"{rng.choice(_SITE)}mail.{rng.choice(_TOP)}"))
    if re.search(r"\bat\b", old):
        return f"{local.replace('.', ' dot ').replace('_', ' underscore ')} at {host.replace('.', ' dot ')}"
    return f"{local}@{host}"


def licence(rng: random.Random, old: str) -> str:
    """An NPI where the old one has ten digits, else a DEA, driver's or professional licence."""
    if re.fullmatch(r"[12]\d{9}", old) or re.fullmatch(r"\d{4} \d{3} \d{3}", old):
        value = rng.choice("1112") + digits(rng, 9)
        return f"{value[:4]} {value[4:7]} {value[7:]}" if " " in old or rng.random() < 0.05 else value
    if is_spoken(old):
        return speak_characters(rng, compose(rng, ()))
    if re.fullmatch(r"[A-Z]{2}\d{7}", old):
        return letters(rng, 2) + digits(rng, 7)
    return identifier("MD", "RN", "DL", "LIC", "PT", "A")(rng, old)


def vehicle(rng: random.Random, old: str) -> str:
    """A VIN where the old one has seventeen characters, else a plate."""
    if is_spoken(old):
        return speak_characters(rng, letters(rng, 3) + digits(rng, rng.choice((3, 4))))
    if len(old) == 17 or (len(old) > 12 and rng.random() < 0.5):
        return "".join(rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(17))
    shapes = ("LLL DDDD", "LLL-DDDD", "DLLLDDD", "LLLDDD", "DDD LLL", "LL DDDDD", "SS LLL DDD", "DLLL DDD", "LDD-LLL", "DDDD LL")
    shape = rng.choice(shapes).replace("SS", rng.choice(words.STATES))
    value = "".join(digits(rng, 1) if c == "D" else letters(rng, 1) if c == "L" else c for c in shape)
    return value.lower() if old.islower() else value


def internet(rng: random.Random, old: str) -> str:
    """An IPv6 address where the old one is one, else an IPv4 address."""
    if old.count(":") > 1 or rng.random() < 0.1:
        groups = [f"{rng.randrange(65536):x}" for _ in range(rng.choice((2, 3, 3)))]
        return f"2{rng.randrange(4096):03x}:{':'.join(groups)}::{rng.randrange(65536):x}"
    if is_spoken(old):
        return " dot ".join(cardinal(rng.randint(1, 255)) for _ in range(4))
    return ".".join(str(rng.randint(1, 254)) for _ in range(4))


_FACES = ("IMG", "face", "selfie", "DSC", "PXL", "profile", "headshot", "portrait", "scan", "photo", "front", "left_cheek", "ID_photo", "retina",
          "chin", "smile", "WhatsApp-face", "faceid", "camera", "mole_face")  # fmt: skip


def biometric(rng: random.Random, old: str) -> str:
    """A file name where the old one is one, else a reference in its shape."""
    if "." not in old or is_spoken(old):
        return mimic(rng, old)
    stem = rng.choice(_FACES)
    middle = rng.choice((digits(rng, 4), f"{rng.randint(2023, 2026)}{digits(rng, 4)}", f"{digits(rng, 4)}_face", rng.choice(words.FIRST).lower(), digits(rng, 2)))
    ending = rng.choice(("jpg", "jpg", "JPG", "png", "jpeg", "heic", "HEIC", "tif", "mp4", "bmp", "PNG", "wav", "dcm"))
    return f"{stem}{rng.choice('_-_')}{middle}.{ending}"


def date(rng: random.Random, old: str) -> str:
    """A date that says as much as the old one: with or without year, month alone, day alone."""
    from claimwright.intake.generate.dates import redate

    return redate(rng, old)


MAKERS: dict[str, Maker] = {
    "NAME": name, "SUBSCRIBER_NAME": name, "CARRIER": carrier, "PLAN_TYPE": plan_type, "RELATIONSHIP": relationship,
    "MEMBER_ID": identifier("W", "XYZ", "U", "ID", "M"), "GROUP_NUMBER": identifier("GRP", "G", "LOCAL", "GP", "000"),
    "POLICY_NUMBER": identifier("POL", "P", "PN", "C"), "CLAIM_ID": identifier("CLM", "CL", "C", "2025", "E"),
    "AUTH_NUMBER": identifier("PA", "AUTH", "A", "REF", "PRE", "RX", "UM"), "MRN": identifier("MR", "M", "MRN", "H"),
    "ACCOUNT": identifier("A", "ACCT", "INV", "ST", "PT"), "OTHER_ID": identifier("TKT", "CASE", "CONF", "REF", "INC", "RX", "Q"),
    "DEVICE": identifier("SN", "DEV", "LOT", "PM"), "LICENSE": licence, "VEHICLE": vehicle, "SSN": social, "PHONE": phone, "FAX": phone,
    "EMAIL": mail, "URL": web, "IP": internet, "BIOMETRIC": biometric, "AGE_OVER_89": age, "LOC": place, "DATE": date,
    "COPAY": amount(5, 250), "DEDUCTIBLE": amount(100, 9000), "BILLED_AMOUNT": amount(12, 20000),
}  # fmt: skip


def fresh(rng: random.Random, label: str, old: str) -> str:
    """A fresh value for a label, of one line and without surrounding space."""
    return " ".join(MAKERS[label](rng, old).split()) or old
