"""Kinds of denial: which claim adjustment reason codes and which words name them, and who decides them.

Under federal law external review reaches denials that rest on medical judgment (medical necessity, setting, level of
care, effectiveness, experimental status), rescissions, and the protections against surprise bills (45 CFR
147.136(d)(1)(ii); 42 USC 300gg-19(b)); several states also let it reach whether a service is covered. What a payer
decides from a code table, a date or a membership record is corrected or disputed, not reviewed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `carcs` are X12 claim adjustment reason codes; `words` finds it in a reason or a description."""

    name: str
    reviewable: bool
    instead: str
    carcs: frozenset[str]
    words: re.Pattern[str]
    reason: str
    cites: tuple[str, ...] = ()


def _kind(name: str, instead: str, carcs: str, words: str, reason: str, *cites: str) -> Kind:
    pattern = re.compile(rf"\b(?:{words})", re.IGNORECASE)
    return Kind(name, not instead, instead, frozenset(carcs.split()), pattern, reason, cites)


_SCOPE = ("42 USC 300gg-19(b)", "45 CFR 147.136(d)(1)(ii)")

KINDS = (
    _kind(
        "duplicate", "corrected-claim", "18",
        r"duplicate (?:claim|line|service|billing|bill)|(?:exact|already) (?:a )?duplicate|already (?:been )?processed",
        "the payer took it for a claim it had already decided; that is settled from its records",
    ),
    _kind(
        "timely-filing", "provider-dispute", "29 138",
        r"timely filing|filing (?:limit|deadline)|(?:filed|submitted|received) (?:too )?late|past the (?:filing )?deadline",
        "the payer says that it came too late; that turns on proof of the filing date",
    ),
    _kind(
        "coding", "corrected-claim", "4 5 6 7 8 9 10 11 16 97 107 125 146 181 182 199 222 231 234 236 284 B15 B16 P14",
        r"ncci|mue\b|modifier|bundl|unbundl|procedure[- ]to[- ]procedure|mutually exclusive|invalid (?:code|procedure|diagnosis)"
        r"|coding|incident to another|included in (?:the payment|another)|units? (?:of service )?(?:exceed|over)",
        "it follows from how the service was coded; a changed claim or the payer's dispute process settles it",
    ),
    _kind(
        "eligibility", "internal-appeal", "26 27 31 32 33 34 109 177 200 B1",
        r"not eligible|no(?:t| longer) (?:covered|enrolled|active) on|coverage (?:was )?(?:terminated|not in (?:force|effect))"
        r"|eligibility|not (?:an? )?(?:member|dependent|insured)|(?:before|after) coverage",
        "it turns on who was covered when, which the payer's membership records decide",
    ),
    _kind(
        "cost-share", "internal-appeal", "1 2 3 66 241 247 248",
        r"(?:applied to|toward) (?:the |your |my )?(?:deductible|copay|coinsurance)|cost[- ]shar",
        "the payer paid its part and left the member's share; only the amount can be disputed",
    ),
    _kind(
        "experimental", "", "55 114",
        r"experimental|investigational|unproven|not (?:been )?(?:proven|approved by the fda)|lack of (?:scientific )?evidence",
        "whether a treatment is experimental is a medical judgment", *_SCOPE,
    ),
    _kind(
        "emergency", "", "40",
        r"not (?:an? )?(?:true )?emergency|non[- ]?emergen|prudent layperson",
        "whether it was an emergency is judged by what a prudent layperson would have thought",
        "42 USC 300gg-111(a)", *_SCOPE,
    ),
    _kind(
        "surprise-billing", "", "",
        r"surprise (?:bill|medical)|balance[- ]bill|no surprises",
        "the protections against surprise bills are open to external review",
        "42 USC 300gg-111", "45 CFR 147.136(d)(1)(ii)",
    ),
    _kind(
        "medical-necessity", "", "50 54 56 57 58 59 108 150 151 152 153 154 167 216 249 272 273 B7 B22",
        r"(?:not |un|lacks? )?medical(?:ly)? (?:un)?necess|(?:not |un)reasonable (?:and|or) necessary|level of care|setting of care|not (?:clinically )?(?:appropriate|indicated)"
        r"|length of stay|criteria (?:for|were|was|are|is|have)|conservative (?:treatment|therapy)|utili[sz]ation review",
        "whether a service is medically necessary is a medical judgment", *_SCOPE,
    ),
    _kind(
        "authorization", "internal-appeal", "15 39 197 198 210 243 296 302",
        r"(?:no|without|lack(?:ed|s|ing)?|missing|absen\w+|not) (?:\w+ ){0,3}(?:pre-?|prior )?(?:authori[sz]|approv|certif|precert)|referral (?:was )?(?:missing|absent|required)",
        "a missing authorization is an administrative ground; an internal appeal may show that one was not needed or was given",
    ),
    _kind(
        "coverage", "", "48 49 51 96 119 149 204 256 258 269 288",
        r"not (?:a )?covered|non-?covered|exclu(?:ded|sion)|benefit (?:limit|maximum|exhaust)|coverage denial|denied coverage"
        r"|out[- ]of[- ]network|not a benefit|formulary|step therapy",
        "whether the plan covers a service is open to review where medical judgment enters into it, and in several states in any case",
        *_SCOPE,
    ),
)  # fmt: skip
"""In the order in which they are tried: what a record decides first, then what a physician judges."""
