"""Fresh identifiers: numbers in hundreds of shapes, telephones, addresses of the net, licences, plates, file names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from claimwright.intake.generate import names, places
from claimwright.intake.generate.numbers import cardinal, speak_characters

Maker = Callable[[random.Random, str], str]
"""Makes a value in the manner of the one that it replaces."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SPOKEN = re.compile(
    r"\b(zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundred|thousand|double|dash|dot|as in)\b",
    re.IGNORECASE,
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
        return (
            digits(rng, rng.choice((1, 2, 3, 4)))
            + letters(rng, rng.choice((1, 1, 2)))
            + digits(rng, rng.choice((0, 1, 2, 4)))
        )
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
    area, exchange, line = (
        f"{rng.randint(2, 9)}{digits(rng, 2)}",
        rng.choice(("555", "555", f"{rng.randint(2, 9)}{digits(rng, 2)}")),
        digits(rng, 4),
    )
    if re.search("[a-z]{3}", old, re.IGNORECASE) and is_spoken(old):
        return ", ".join(speak_characters(rng, part, words_only=True) for part in (area, exchange, line))
    if is_spoken(old):
        return rng.choice((", ", " ", ", ")).join(" ".join(part) for part in (area, exchange, line))
    if "," in old:
        return f"{area}, {exchange}, {line}"
    if sum(c.isdigit() for c in old) == 7:
        return f"{exchange}-{line}"
    value = rng.choice(_PHONES).format(a=area, b=exchange, c=line)
    if re.search(r"x|ext", old, re.IGNORECASE) or rng.random() < 0.05:
        value += rng.choice(
            (" x{}", " ext {}", " ext. {}", ", ext. {}", " extension {}", "x{}", ", extension {}", " Ext {}")
        ).format(rng.randint(1, 9999))
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
        return host.replace(".", " dot ").replace("-", " dash ") + rng.choice(
            ("", " slash pay", " slash forms", " slash new")
        )
    start = rng.choice(("https://", "http://", "www.", "https://www.", "", "", "", f"{rng.choice(_SITE)}."))
    path = rng.choice(("", "", "/", "/pay", f"/r/{digits(rng, 4)}", f"?id={digits(rng, 3)}", "/new-patient", f"/{letters(rng, 2).lower()}/{digits(rng, 3)}",
                       "/forms/intake.pdf", "/login", f"/q#{digits(rng, 2)}"))  # fmt: skip
    return start + host + path


def mail(rng: random.Random, old: str) -> str:
    """An e-mail address, spoken where the old one was."""
    first, last = (re.sub(r"[^a-z]", "", rng.choice(pool).lower()) or "kim" for pool in (names.FIRST, names.LAST))
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
    shapes = (
        "LLL DDDD",
        "LLL-DDDD",
        "DLLLDDD",
        "LLLDDD",
        "DDD LLL",
        "LL DDDDD",
        "SS LLL DDD",
        "DLLL DDD",
        "LDD-LLL",
        "DDDD LL",
    )
    shape = rng.choice(shapes).replace("SS", rng.choice(places.STATES))
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
    middle = rng.choice(
        (
            digits(rng, 4),
            f"{rng.randint(2023, 2026)}{digits(rng, 4)}",
            f"{digits(rng, 4)}_face",
            rng.choice(names.FIRST).lower(),
            digits(rng, 2),
        )
    )
    ending = rng.choice(("jpg", "jpg", "JPG", "png", "jpeg", "heic", "HEIC", "tif", "mp4", "bmp", "PNG", "wav", "dcm"))
    return f"{stem}{rng.choice('_-_')}{middle}.{ending}"
