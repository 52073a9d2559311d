"""Records of the appeals part: a past case, a denial at hand, and what is said about it.

Labels follow HICRIC: an external review upholds the insurer's denial or overturns it; a description that does not
let anyone tell is `Insufficient`.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

Outcome = Literal["Insufficient", "Upheld", "Overturned"]
OUTCOMES: tuple[Outcome, ...] = ("Insufficient", "Upheld", "Overturned")
BINARY: tuple[Outcome, ...] = ("Upheld", "Overturned")

PlanType = Literal[
    "", "employer-insured", "employer-self-funded", "individual", "medicaid", "medicare", "medicare-advantage", "other"
]


class AppealCase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A past external review. Empty strings and None mean that the source does not say.

    `text` is what was knowable at submission (the background), `full_text` the whole summary. `decision` is `Upheld`
    or `Overturned`. Cases of one `group` are texts of one case or near-identical ones and never straddle a split.
    `evaluation_only` rows are never trained, tuned or stopped on. `invented` rows are fixtures, and figures made from
    them say so. `sufficiency` is a human rating from 1 to 4 or None; `sufficiency_id` HICRIC's binary pseudo-label.
    """

    id: str
    text: str
    decision: str
    source: str
    group: str = ""
    full_text: str = ""
    jurisdiction: str = ""
    insurance_type: str = ""
    appeal_type: str = ""
    denial_reason: str = ""
    diagnosis: str = ""
    diagnosis_category: str = ""
    treatment: str = ""
    treatment_category: str = ""
    year: int | None = None
    age_range: str = ""
    sex: str = ""
    race: str = ""
    expedited: bool | None = None
    sufficiency: int | None = None
    sufficiency_id: int | None = None
    evaluation_only: bool = False
    invented: bool = False
    marks: tuple[str, ...] = ()


class DeniedService(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A service that was not paid, as the payer's decision states it. Money in cents; codes as they were sent.

    `because` and `cites` are the rule's own; `evidence` names where they stand (trace nodes, a letter's page).
    """

    service: str
    line: int | None = None
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    from_date: dt.date | None = None
    to_date: dt.date | None = None
    units: str = ""
    charge: int | None = None
    denied: int | None = None
    group: str = ""
    carc: str = ""
    rarcs: tuple[str, ...] = ()
    rule: str = ""
    because: str = ""
    cites: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class Denial(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A denial at hand: what `predict` and `draft` work from. No field is guessed; what is unknown is empty.

    `text` is the patient's or the reviewer's description, `facts` are sentences that the user vouches for and that a
    letter may repeat. `remedies` are changes of the claim that were adjudicated and found to pay (from the
    assistant), in words.
    """

    text: str = ""
    services: tuple[DeniedService, ...] = ()
    claim_id: str = ""
    payer: str = ""
    plan_type: PlanType = ""
    jurisdiction: str = ""
    member_name: str = ""
    member_id: str = ""
    group_number: str = ""
    birth_date: dt.date | None = None
    provider_name: str = ""
    provider_npi: str = ""
    sender: Literal["", "member", "provider"] = ""
    notice_date: dt.date | None = None
    denial_reason: str = ""
    diagnosis: str = ""
    treatment: str = ""
    year: int | None = None
    age_range: str = ""
    sex: str = ""
    urgent: bool | None = None
    facts: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Whether external review decides such a denial at all.

    `kind` names the denial (`medical-necessity`, `experimental`, `coverage`, `emergency`, `surprise-billing`,
    `coding`, `duplicate`, `timely-filing`, `eligibility`, `provider-liability`, `cost-share`, `unknown`); `instead`
    what fits where review does not (`corrected-claim`, `provider-dispute`, `internal-appeal`), and `asks` the
    questions that must be answered first, by field of `Denial`.
    """

    reviewable: bool
    kind: str
    reason: str
    instead: str = ""
    cites: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()


class Passage(msgspec.Struct, frozen=True):
    """A passage of the given text and how far it moved P(Overturned): positive towards overturning. Code points."""

    start: int
    end: int
    text: str
    effect: float


class SimilarCase(msgspec.Struct, frozen=True):
    """A past case like this one. `likeness` is a cosine from -1 to 1."""

    id: str
    source: str
    decision: str
    likeness: float
    excerpt: str


class BaseRate(msgspec.Struct, frozen=True):
    """How often such denials were overturned: `overturned` of `cases`, with a 95% interval, and what `such` means."""

    such: str
    cases: int
    overturned: int
    low: float
    high: float
    source: str


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """What review would likely decide. `probabilities` are calibrated, in the order of their names, and sum to 1.

    `low` and `high` bound P(Overturned) at 95%. With `abstained`, `reason` says why and no outcome is named. `notes` are
    what the reader has to know about these very odds.
    """

    gate: Gate
    outcome: str
    probabilities: dict[str, float]
    low: float
    high: float
    abstained: bool
    reason: str
    model: str
    base_rates: tuple[BaseRate, ...] = ()
    passages: tuple[Passage, ...] = ()
    similar: tuple[SimilarCase, ...] = ()
    read_from_text: dict[str, str] = {}
    notes: tuple[str, ...] = ()
