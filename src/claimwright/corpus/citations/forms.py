"""The forms in which citations are written, most telling first: a pattern each, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from claimwright.corpus.citations import equivalents, manuals, states
from claimwright.corpus.citations.pieces import CFR_SECTION, COMMA, GAP, PATH, SIGN, START, USC_SECTION, steps
from claimwright.corpus.citations.records import Citation


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern over plain text (`pieces.plain`) and the citation that a match of it means, or None for none."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Citation | None]


_USC = r"U\.? ?S\.? ?C\.?(?: ?A\.?(?![a-z]))?|U\.?S\.? Code|United States Code"
_CFR = r"C\.? ?F\.? ?R\.?|Code of Federal Regulations"
_ACT = "|".join(f"(?P<{key}>{pattern})" for key, pattern in equivalents.ACTS.items())
_ACT_SECTION = r"(?P<section>\d{1,4}[A-Za-z]{0,2}(?:-\d{1,4}[A-Za-z]{0,2}){0,2})(?![A-Za-z0-9])"
_MANUAL = rf"(?P<manual>{manuals.NAMED.pattern})(?:{COMMA}\(?(?:(?:CMS|IOM) )?Pub(?:lication)?\.? 100-\d{{1,2}}\)?)?"
_CHAPTER = rf"(?:chapter|chap\.?|ch\.?){GAP}(?P<chapter>\d{{1,2}}[A-Z]?)(?![0-9A-Za-z])"
_MANUAL_SECTION = (
    rf"(?:{GAP}[,;:\-]?{GAP}(?:§{{1,2}}|sections?|sect\.?|sec\.?|s\.){GAP}(?P<section>\d{{1,4}}(?:\.\d{{1,4}}){{0,6}})"
    r"(?![0-9A-Za-z])(?:[ .](?P<letter>[A-Z])(?= {0,3}(?:$|[,;.)\]])))?" + PATH + ")?"
)


def _title(section: str) -> Callable[[re.Match[str]], Citation]:
    def read(match: re.Match[str]) -> Citation:
        return Citation(f"{int(match['title'])} {section}", match["section"], steps(match["path"]))

    return read


def _part(match: re.Match[str]) -> Citation:
    return Citation(f"{int(match['title'])} CFR", f"part {int(match['section'])}")


def _act(match: re.Match[str]) -> Citation | None:
    act = next(key for key in equivalents.ACTS if match[key])
    found = equivalents.usc_of(act, match["section"])
    return Citation(*found, steps(match["path"])) if found else None


def _manual(match: re.Match[str]) -> Citation | None:
    name = manuals.manual_of(match["manual"])
    if not name:
        return None
    chapter = match["chapter"].lstrip("0") or "0"
    letter = match["letter"]
    return Citation(f"{name} ch. {chapter}", match["section"] or "", (letter,) if letter else steps(match["path"]))


def _register(match: re.Match[str]) -> Citation:
    return Citation(f"{int(match['title'])} FR", match["section"].replace(",", ""))


def _named(work: str) -> Callable[[re.Match[str]], Citation]:
    def read(match: re.Match[str]) -> Citation:
        return Citation(work, match["section"].upper())

    return read


def _state(match: re.Match[str]) -> Citation:
    return Citation(states.work_of(match["state"], match["code"]), match["section"], steps(match["path"]))


def _form(pattern: str, read: Callable[[re.Match[str]], Citation | None]) -> Form:
    return Form(re.compile(START + pattern, re.IGNORECASE), read)


_TITLE = r"(?:title )?(?P<title>\d{1,2}),?"
FORMS: tuple[Form, ...] = (
    _form(rf"{_TITLE}{GAP}(?:of the )?(?:{_USC}){COMMA}{SIGN}{USC_SECTION}{PATH}", _title("USC")),
    _form(rf"{_TITLE}{GAP}(?:of the )?(?:{_CFR}){COMMA}(?:part{GAP})?{SIGN}{CFR_SECTION}{PATH}", _title("CFR")),
    _form(
        rf"{_TITLE}{GAP}(?:of the )?(?:{_CFR}){COMMA}(?:parts?{GAP}|pts?\.?{GAP})?(?P<section>\d{{1,4}})(?![A-Za-z0-9]|[.-]\w)",
        _part,
    ),
    _form(
        rf"{SIGN}{CFR_SECTION}{PATH} of title (?P<title>\d{{1,2}})(?:,? (?:of the )?(?:{_CFR}))?",
        _title("CFR"),
    ),
    _form(rf"{SIGN}{USC_SECTION}{PATH} of title (?P<title>\d{{1,2}})(?!,? (?:of the )?(?:{_CFR}))", _title("USC")),
    _form(rf"(?:section|sec\.?|§) ?{_ACT_SECTION}{PATH} of (?:the )?(?:{_ACT})(?![A-Za-z])", _act),
    _form(rf"(?:{_ACT}){COMMA}{SIGN}{_ACT_SECTION}{PATH}", _act),
    _form(rf"{_MANUAL}{COMMA}{_CHAPTER}{_MANUAL_SECTION}", _manual),
    _form(rf"{_CHAPTER}{_MANUAL_SECTION},? of (?:the )?{_MANUAL}", _manual),
    _form(
        r"(?P<title>\d{1,3}) (?:F\. ?R\.|FR|Fed(?:\.|eral) Reg(?:\.|ister)),? ?(?:at |p\. )?"
        r"(?P<section>\d{1,3},\d{3}|\d{1,6})(?!\w|-\w)",
        _register,
    ),
    _form(
        rf"(?:NCD|National Coverage Determination){GAP}(?:\(NCD\){GAP})?(?:No\.? ?|Manual )?{SIGN}\(?"
        r"(?P<section>\d{1,3}(?:\.\d{1,3}){1,4})\)?",
        _named("NCD"),
    ),
    _form(r"(?:(?:LCD|Local Coverage Determination)(?: \(LCD\))? ?\(?)?(?P<section>L\d{5})\)?(?!\w)", _named("LCD")),
    _form(
        r"(?:(?:LCA|Local Coverage Article|Article)(?: \(LCA\))? ?\(?)?(?P<section>A\d{5})\)?(?!\w)", _named("Article")
    ),
    _form(
        rf"(?P<state>{states.STATE})(?:'s)? (?P<code>{states.CODE})(?: Ann\.?)?{COMMA}{SIGN}"
        r"(?P<section>\d{1,6}[A-Z]?(?:[.:\-/]\d{1,6}[A-Z]?){0,5})(?![A-Za-z0-9])" + PATH,
        _state,
    ),
)
