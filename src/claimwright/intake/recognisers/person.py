"""Names by title, by form field and by self-introduction."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.recognisers.carrier import spans as carrier_spans
from claimwright.intake.view import View
from claimwright.intake.wordlist import words

_PART = r"(?:[A-ZÀ-Þ][a-zà-ÿA-Z'’]{1,24}(?:-[A-ZÀ-Þ][\w'’]{0,24})?|[A-Z]\.)"
_NAME = rf"{_PART}(?: (?:{_PART}|de|la|del|van|von|der|den|bin|al|el|Le)){{0,3}}"
_NOT = re.compile(
    r"\A(?:The|PLEASE|THANKS?|And|Is|Has|Was|Will|Office|Said|Name|Patient|Self|Same|None|DOB|Date|ID|New"
    r"|Insurance|Medicare|Medicaid|My|Your|I|A|To|For|In|On|If|Please|Thanks|Thank|Plan|Calling"
    r"|Not|Still|Just|Having|At|With|From|Member)\b"
)
_TITLES = words("dr mr mrs ms miss nurse doctor prof sgt rev")
_OFFICE = re.compile(
    r"\b(?:Clinic|Pharmacy|Health|Hospital|Medical|Dental|Center|Centre|Associates|Group|Imaging|Labs?"
    r"|Laboratory|Billing|Records|Desk|Services|Surgery|Therapy|Care|Supply|Department|Dept|Unit)\b"
)
_INTRODUCING = re.compile(r"(?:is|'s|['’]m|am|ts) [A-ZÀ-Þ]")
_INTRODUCER = re.compile(r"[MmNnTtIi](?<!\w.)")
_TITLED = re.compile(rf"\b(?:Dr|Mr|Mrs|Ms|Miss|Nurse|Doctor|Prof|Sgt|Rev)\.? (?P<v>{_NAME})(?!\w)")
_CUE = (
    r"(?m)^(?:(?:[Pp]atient|PATIENT|[Pp]t|PT|[Nn]ame|NAME|[Ff]ull [Nn]ame|[Pp]atient [Nn]ame"
    r"|PATIENT NAME|[Cc]hild|[Ff]rom|FROM|[Ss]ubmitted by|[Cc]aller|[Rr]e|RE|[Aa]ttn|ATTN"
    r"|[Cc]ontact|[Pp]rovider|[Pp]hysician|[Gg]uardian|[Pp]arent|Your name|First name|Last "
    r"name)(?:'s name| name)?) ?[:.=]{1,20} ?(?:(?:Dr|Mr|Mrs|Ms)\.? )?"
)
_GIVEN = rf"(?!(?:DOB|MRN|NPI|MD|DO|NP|PA|RN|DDS|DPM|Dr|ID|Date|Born|Jr|Sr|Attn|Fax|Tel|Phone)\b){_PART}(?: {_PART})?"
_LISTED = re.compile(rf"{_CUE}(?P<v>{_PART}(?: {_PART})?, ?{_GIVEN})(?!\w)")
_FIELD = re.compile(rf"{_CUE}(?P<v>{_NAME})(?=[,;/(|\n\r]| [-–—/]|\.?\Z)")
_INTRODUCED = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]y name's|[Nn]ame is|[Nn]ame's|[Tt]his is|I'm|I’m|I am|[Ii]ts"
    rf"|[Ii]t's) (?P<v>{_PART}(?: {_PART}){{1,2}})(?=[,.;!\n]| and | calling| at | from |\Z)"
)
_ABOVE = re.compile(rf"\n{_PART}(?: {_PART}){{1,2}}\n\Z")
"""A line that reads as a name: what stands below it is a town, not a second name."""
_SIGNED = re.compile(rf"(?<=\n)(?P<v>{_PART} (?:[A-Z]\.? )?{_PART})(?=\n|\Z)")


def _name(value: str) -> str | None:
    return None if _NOT.match(value) or _OFFICE.search(value) or carrier_spans(View(value)) else ""


RECOGNISER = by_rules(
    "person",
    ("NAME",),
    (
        Rule("titled", _TITLED, words=_TITLES, check=_name),
        Rule("listed", _LISTED, check=_name),
        Rule("field", _FIELD, check=_name),
        Rule("introduced", _INTRODUCED, needs=_INTRODUCING, at=_INTRODUCER, check=_name),
        Rule("signed", _SIGNED, unless=_ABOVE, check=_name),
    ),
)
