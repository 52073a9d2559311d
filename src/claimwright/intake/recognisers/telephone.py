"""Telephone numbers and fax numbers: shapes once, the label by the nearest cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.intake.recognisers.base import Hit, Recogniser, Taken
from claimwright.intake.recognisers.cues import cue_before
from claimwright.intake.recognisers.identifiers import cue_phrases
from claimwright.intake.recognisers.spoken import runs
from claimwright.intake.view import View

_EXT = r"(?:,? ?(?:x|ext\.?|extension|extn\.?)[ :]?\d{1,6}(?!\w))?"
_AREA = r"(?:(?:\+|00)?1[-. ]{0,2})?(?:\(\d{3}\)[-. ]{0,2}|\d{3}(?:[-./–]|, ?| ?[-–] ?| ))"
_US = re.compile(rf"(?<![\w$+/-])(?<!\d\.){_AREA}\d{{3}}(?:[-. –/]|, ?| - )?\d{{4}}{_EXT}(?![\w-]|\.\d)", re.IGNORECASE)
_PACKED = re.compile(rf"(?<![\w$+/.-])(?:\+?1[-. ]?)?[2-9]\d{{9}}{_EXT}(?![\w-]|\.\d)", re.IGNORECASE)
_ABROAD = re.compile(r"(?<![\w+])\+(?!1[ .-])\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,5}(?![\w-])")
_NANP = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_LOCAL = re.compile(rf"(?<![\w$+/.#-])(?<!\d )[2-9]\d{{2}}[-. ]\d{{4}}{_EXT}(?![\w-]|\.\d| \d)", re.IGNORECASE)
_OPENING = re.compile(r"[\d(+](?<!\w[\d(+])")
_FOUR_DIGITS = re.compile(r"\d\d\d\d")
_FAX = re.compile(
    r"(?<![a-z])(?:e-?)?(?:fax(?:ed|es|ing)?(?: (?:line|number|no|phone|machine))?|faxd|fx"
    r"|facsimile|f(?=[:.]? ?\Z))(?![a-z])|refax"
)
_PHONE = re.compile(
    r"(?<![a-z])(?:phones?|ph|telephone|tel|cell(?:phone)?|mobile|mob|call(?:ing|ed|back|s|er)?"
    r"|text(?:ing|ed)?|txt|ring|reach(?:ed|able)?|voicemail|voice|vm|"
    r"landline|home number|work number|dial|contact|cb|callback|line|hotline|t(?=[:.] ?\Z)"
    r"|p(?=[:.]? ?\Z)|c(?=[:.] ?\Z)|leave (?:a )?message)(?![a-z])"
)
_AFTER_FAX = re.compile(
    r"\A[ ,]{0,2}(?:\((?:e?fax|f|fx)\)|[-–] ?fax\b(?! back| it| to|:)|is (?:the|our|my|their|his"
    r"|her) (?:direct )?fax|fax\b(?!:? ?[(\d+])|[(]?f[)](?!\w)|[(](?:our |my )?fax)"
)
_AFTER_PHONE = re.compile(
    r"\A[ ,]{0,2}(?:\((?:cell|home|work|mobile|office|phone|voice|c|h|w|m|o|p|ph|tel|call"
    r"|direct)\b|is (?:the|our|my|their|his|her) (?:\w{1,8} )?(?:cell|phone|mobile|number|line))"
)
_FAX_NOT = re.compile(r"(?:not (?:a |the |by )?|no |this |your )fax(?:\W{1,3})\Z")
_STOP = re.compile(r"[.!?](?= |\n)|\n\n")


def label_of(view: View, start: int, end: int) -> tuple[str, str]:
    """`FAX` or `PHONE` for a number, and how that was decided: `after`, `near`, `far`, `earlier`, `plain`."""
    right = view.right(end, 28)
    if _AFTER_FAX.match(right):
        return "FAX", "after"
    if _AFTER_PHONE.match(right):
        return "PHONE", "after"
    return _label_before(view, start)


def _label_before(view: View, start: int) -> tuple[str, str]:
    left = view.left(start, 72)
    fax, phone = _last(_FAX, left), _last(_PHONE, left)
    stop = _last(_STOP, left)
    if fax < 0 and phone < 0:
        return ("FAX", _paper(view, start)) if _paper(view, start) else ("PHONE", "plain")
    if fax > phone:
        return "FAX", "near" if fax > len(left) - 16 else "clause" if fax > stop else "far"
    near = "near" if phone > len(left) - 16 else "clause" if phone > stop else "far"
    return "PHONE", f"{near}.fax" if fax >= 0 else near


_SENT = re.compile(
    r"(?:send|sent|resend|return|reply|respond|response|back|forward|remit|results?|records|refund"
    r"|goes?|go|copy|transmit)\b[^.\n]{0,40}\bto:? {0,2}\(?\Z"
)


_REPLY = re.compile(r"(?:\A|\W)(?:reply|respond|return|to)[: ]{1,3}\Z")


def _paper(view: View, start: int) -> str:
    """How a number without cue shows that it takes paper: something is sent to it, or it only says `Reply`."""
    left = view.left(start, 64)
    return "sent" if _SENT.search(left) else "reply" if _REPLY.search(left) else ""


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends, -1 without one."""
    end = -1
    for match in pattern.finditer(text):
        end = match.end()
    return end


def _find(view: View) -> Iterator[Hit]:
    taken = Taken(len(view.text))
    for shape, start, end in _numbers(view):
        if not taken.take(start, end):
            continue
        cue = cue_before(view, start, cue_phrases(), 0)
        label, how = label_of(view, start, end)
        if cue is not None and cue.strength in ("strong", "weak") and how == "plain":
            yield Hit(start, end, f"{shape}.other-cue", "", label)
        elif shape == "packed" and cue is None and _NANP.match(view.text, start):
            yield Hit(start, end, f"packed.{how}", "", label)
        elif shape in ("us", "spoken", "abroad") or how not in ("plain", "sent", "reply", "far"):
            yield Hit(start, end, f"{shape}.{how}", "", label)


def _numbers(view: View) -> Iterator[tuple[str, int, int]]:
    for shape, pattern in _shapes(view.text):
        for match in view.matches(pattern, _OPENING):
            yield shape, *match.span()
    for run in runs(view):
        digits = run.value.replace("-", "").replace(".", "")
        if digits.isdigit() and len(digits) in (10, 11) and view.text[run.start : run.end].count(" ") >= 5:
            yield "spoken", run.start, run.end


def _shapes(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The shapes that a text can hold: all but those from abroad have four digits in a row."""
    long = _FOUR_DIGITS.search(text) is not None
    if long:
        yield "us", _US
    if "+" in text:
        yield "abroad", _ABROAD
    if long:
        yield "packed", _PACKED
        yield "local", _LOCAL


RECOGNISER = Recogniser(
    "telephone",
    ("PHONE", "FAX"),
    _find,
    (_US, _PACKED, _NANP, _ABROAD, _LOCAL, _FAX, _PHONE, _AFTER_FAX, _AFTER_PHONE, _FAX_NOT, _STOP, _SENT, _REPLY),
    source="ITU-T E.164, North American Numbering Plan",
)
