"""Identifier-shaped values: where a member number, claim number or serial may stand, whatever its label."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimwright.intake.recognisers.base import Taken
from claimwright.intake.recognisers.spoken import runs
from claimwright.intake.recognisers.states import ABBREVIATIONS
from claimwright.intake.view import Atom, View
from claimwright.intake.wordlist import words

_STOP_ALPHA = words(
    "a an and any are as at be but by can card ch chart clm claim cob cpt day dob dos dr due ext fax for "
    "from gp grp has he her hi his hmo i id ids if im in inc ins is it its me mbi mbr mr mrn mri ms mrs "
    "my nbr no not npi num now of ok on or our out pa per ph pls plz pmt pol pos ppo epo pt ref rx she so "
    "sn ser ssn sub tel that the thx to u up ur us was we who why with yo you yr yrs acct act adj age all "
    "amt auth been bill case key box lot code conf copay date dea dl file from ger had have inv item lic "
    "line lot mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep sept oct nov dec am pm name "
    "new next note old order paid part plan post prev rec req resp room see sent than then they this tix "
    "took tty upto vin visa void week went were what when will yes zip ending last four lab call cell "
    "phone plate unit units visits visit group policy member number subscriber under until since about "
    "after before dad mom son wife cash cost each only over also says said here help just got did does "
    "how her him icd hcpcs ndc ein tin fein dx cx md do rn np lpn lcsw phd"
)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-](?:\d{4}|\d{2}))?+\Z|(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}\Z")
_ORDINAL = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|am|pm|a|p|mg|ml|yo|y|k|lb|lbs|hrs?|min|mins|wks?|days?|%|x)\Z", re.IGNORECASE
)
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_PHONE = re.compile(r"\+?1?[ .-]?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?!\w)")


_STATE_PREFIX = frozenset(ABBREVIATIONS) - {"ID", "PA", "MD", "OK", "IN", "OR", "HI"}


class Value(NamedTuple):
    """An identifier-shaped stretch. `shape`: `digits`, `mixed`, `spaced` or `spoken`."""

    start: int
    end: int
    shape: str


def identifiers(view: View) -> tuple[Value, ...]:
    """Identifier-shaped values of a text, spoken runs included, in order, disjoint."""
    if "values" not in view.memo:
        view.memo["values"] = _identifiers(view)
    return view.memo["values"]


def _identifiers(view: View) -> tuple[Value, ...]:
    spoken = [Value(r.start, r.end, "spoken") for r in runs(view)]
    written = _written(view, spoken) if view.has_digit else []
    return tuple(sorted((*spoken, *written), key=lambda v: v.start))


def _written(view: View, spoken: list[Value]) -> list[Value]:
    found: list[Value] = []
    taken = Taken(len(view.text))
    for value in spoken:
        taken.take(value.start, value.end)
    atoms, index = view.atoms, 0
    while index < len(atoms):
        atom = atoms[index]
        if not _starts(view, atoms, index) or not taken.free(atom.start, atom.end):
            index += 1
            continue
        last = _extend(view, atoms, index)
        if sum(a.digits for a in atoms[index : last + 1]) and not _too_short(view, atom.start, atoms[last].end):
            shape = "spaced" if last > index else "digits" if atom.text.isdigit() else "mixed"
            found.append(Value(atom.start, atoms[last].end, shape))
        index = last + 1
    return found


def _too_short(view: View, start: int, end: int) -> bool:
    """One or two digits alone are a count; an IP address is no identifier of this kind."""
    return (end - start < 3 and view.text[start:end].isdigit()) or _IP.match(view.text[start:end]) is not None


def _starts(view: View, atoms: tuple[Atom, ...], index: int) -> bool:
    atom = atoms[index]
    if not atom.digits and (len(atom.text) > 4 or index + 1 == len(atoms) or not atoms[index + 1].digits):
        return False
    if view.text[max(0, atom.start - 1) : atom.start] in ("$", "@", "€", "'", "’") or view.text[
        atom.end : atom.end + 1
    ] in ("%", "@"):
        return False
    if _part_of_another(view.text, atom):
        return False
    if atom.digits:
        return not (_ORDINAL.match(atom.text) or _DATE.match(atom.text))
    return _is_prefix(atom) and _joins(view, atom, atoms[index + 1])


def _part_of_another(text: str, atom: Atom) -> bool:
    """A thousands group, an area code in brackets, a value inside a web address."""
    two, after = text[max(0, atom.start - 2) : atom.start], text[atom.end : atom.end + 1]
    if len(two) == 2 and two[1] in ",=" and two[0].isalnum():
        return two[1] == "=" or (two[0].isdigit() and len(atom.text) == 3)
    return (
        two.endswith("(")
        and after == ")"
        and len(atom.text) == 3
        and text[atom.end + 1 : atom.end + 3].strip()[:1].isdigit()
    )


def _is_prefix(atom: Atom) -> bool:
    """Letters that may lead an identifier: up to four, no word of the language or of the form."""
    text = atom.text
    if text in _STATE_PREFIX or (len(text) == 1 and text.isupper() and text != "I"):
        return True
    return (
        len(text) <= 4
        and text.isalpha()
        and text.isascii()
        and text.lower() not in _STOP_ALPHA
        and (text.isupper() or len(text) <= 3)
    )


def _extend(view: View, atoms: tuple[Atom, ...], index: int) -> int:
    """Index of the last atom that belongs to the value which starts at `index`."""
    last = index
    while last + 1 < len(atoms) and last - index < 8 and _joins(view, atoms[last], atoms[last + 1]):
        last += 1
    short = atoms[last].end - atoms[index].start <= 9 or view.text[atoms[last].end : atoms[last].end + 1] in (
        "",
        *".,;)?!",
    )
    while (
        last > index
        and not atoms[last].digits
        and not (atoms[last].text.isupper() and (short or len(atoms[last].text) == 1))
    ):
        last -= 1
    return last


def _joins(view: View, left: Atom, right: Atom) -> bool:
    if view.text[left.end : right.start] != " ":
        return False
    if _DATE.match(right.text) or _ORDINAL.match(right.text) or _PHONE.match(view.text, right.start):
        return False
    if right.digits:
        return right.text.upper() == right.text and not (left.digits and _long_pair(left.text, right.text))
    letter = len(right.text) == 1 and right.text != "I"
    common = right.text.lower() in _STOP_ALPHA and not letter
    return bool(left.digits) and right.text.isupper() and len(right.text) <= 3 and not common


def _long_pair(left: str, right: str) -> bool:
    """Two complete-looking identifiers side by side are two values."""
    return len(left) >= 8 and len(right) >= 8
