"""What the sources of reviewed appeals share: outcomes, plans and patients in common words, and mended text."""

from __future__ import annotations

import html
import re

from claimwright.corpus.process._report import problem
from claimwright.corpus.process._unicode import tidy
from claimwright.corpus.process._xml import names

UPHELD, OVERTURNED = "Upheld", "Overturned"

_DECISIONS = {
    "insurer denial overturned": OVERTURNED,
    "insurer denial upheld": UPHELD,
    "overturned decision of health plan": OVERTURNED,
    "upheld decision of health plan": UPHELD,
    "overturned": OVERTURNED,
    "overturned in part": OVERTURNED,
    "upheld": UPHELD,
    "overturn": OVERTURNED,
    "uphold": UPHELD,
    "partially overturned": OVERTURNED,
    "favorable": OVERTURNED,
    "fully favorable": OVERTURNED,
    "partially favorable": OVERTURNED,
    "unfavorable": UPHELD,
    "approved": OVERTURNED,
    "partially approved": OVERTURNED,
    "denied": UPHELD,
    "reversed": OVERTURNED,
    "affirmed": UPHELD,
}
"""The strings of California's two regulators and of New York, as HICRIC saw them, and the words of Medicare's reviewers.

Medicare's contractors decide in favour of the enrollee (`favorable`: the plan's denial falls) or not; which of these
words the published files use has not been checked against a live file. A denial overturned in part is overturned.
"""

_NO_OUTCOME = {"", "dismissed", "withdrawn", "remanded", "remand", "dismissal", "untimely", "not applicable", "n/a"}
"""Known words that decide nothing on the merits: they give no outcome and are no problem."""

_COMMERCIAL = {"hmo", "ppo", "epo", "self-funded"}
_MEDICAID = re.compile(r"medicaid|medi-?\s?cal\b|managed long term care", re.IGNORECASE)
_DENIED_MEDICAID = re.compile(
    r"\b(?:not|non|no)[\s-](?:\w+\s){0,3}(?:medicaid|medi-?\s?cal\b)|medi(?:caid|-?\s?cal) (?:criteria|guidelines?|manual)",
    re.IGNORECASE,
)
_RESIDUE = re.compile(r"(?<=[a-z])(?:as|nat)\b", re.IGNORECASE)
_OWNERS = names(
    "enrollee patient insured member mother father parent child physician provider doctor surgeon plan insurer "
    "beneficiary appellant claimant subscriber reviewer applicant individual"
)
_NEGATED = names("do does did is was were are has have had could would should must")
_WORD = re.compile(r"[A-Za-z]+$")


def decision_of(raw: str, where: str) -> str:
    """`Upheld`, `Overturned`, or nothing where the words decide nothing or are unknown; unknown words are a problem."""
    said = re.sub(r"[\s-]+", " ", raw).strip(" .").casefold()
    if said in _NO_OUTCOME:
        return ""
    decision = _DECISIONS.get(said, "")
    if not decision:
        problem(where, f"the outcome {raw!r} is not known; it is kept as decision_raw")
    return decision


def insurance_of_coverage(coverage: str) -> str:
    """The type of insurance of a New York coverage type, by HICRIC's rules, with every Medicaid plan as Medicaid."""
    said = coverage.strip().casefold()
    if said in _COMMERCIAL:
        return "Commercial"
    return "Medicaid" if _MEDICAID.search(said) else "Unspecified"


def insurance_of_managed_care(narrative: str) -> str:
    """The type of insurance of a case of California's Department of Managed Health Care.

    The department oversees many Medi-Cal plans beside commercial ones, and its table does not say which plan a case
    is of; HICRIC called all Commercial. Here: Medicaid where the narrative speaks of Medi-Cal or Medicaid as the
    coverage, Unspecified where it only denies or compares it or where there is no narrative, else Commercial.
    """
    if not narrative.strip():
        return "Unspecified"
    if _MEDICAID.search(_DENIED_MEDICAID.sub("", narrative)):
        return "Medicaid"
    return "Unspecified" if _DENIED_MEDICAID.search(narrative) else "Commercial"


def sex_of(raw: str) -> str:
    """`Female`, `Male`, or the source's word."""
    return {"f": "Female", "female": "Female", "m": "Male", "male": "Male"}.get(raw.strip().casefold(), raw.strip())


def age_of(raw: str) -> str:
    """The age range as the source has it, but `11-20` for `11_20`."""
    return re.sub(r"(?<=\d)_(?=\d)", "-", raw.strip())


def expedited_of(raw: str) -> bool | None:
    """True for an expedited review, False for a standard one, None where the source does not say."""
    said = raw.strip().casefold()
    if said in {"yes", "y", "true", "1"} or "expedited" in said or said == "urgent":
        return "non-expedited" not in said and "not expedited" not in said
    return False if said in {"no", "n", "false", "0"} or "standard" in said else None


def narrative_of(raw: str) -> str:
    """A reviewer's text, its entities and mis-decoded signs mended; paragraphs stay."""
    return mend_residue(tidy(html.unescape(raw)))


def mend_residue(text: str) -> str:
    """Mend what is left of an apostrophe that was mis-decoded and then cut to ASCII: `enrolleeas` was `enrollee’s`."""
    return _RESIDUE.sub(_mended, text)


def _mended(found: re.Match[str]) -> str:
    """`'s` or `n't` where the letters before are a word that takes it."""
    before = _WORD.search(found.string, max(0, found.start() - 15), found.start())
    word = before[0].casefold() if before else ""
    if found[0].casefold() == "as":
        return "'s" if word in _OWNERS else found[0]
    return "n't" if word in _NEGATED else found[0]


def outline(*, diagnosis: str, treatment: str, ground: str, patient: str, year: int | None) -> str:
    """What is known of a case without a narrative, in sentences. The outcome is not in it, so that nothing that learns
    from texts can read it off."""
    said = {
        "Diagnosis": diagnosis,
        "Treatment": treatment,
        "Ground of the denial": ground,
        "Patient": patient,
        "Year": str(year or ""),
    }
    return " ".join(f"{name}: {value}." for name, value in said.items() if value.strip(" ,;"))


def joined(*parts: str) -> str:
    """The parts that are there, with commas."""
    return ", ".join(part.strip() for part in parts if part.strip())
