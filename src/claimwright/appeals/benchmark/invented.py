"""Invented cases: for what the public rows cannot show (three classes, groups of people, spans). Every one says `invented`.

The texts are put together from phrases; no person is behind them. Outcomes follow two facts of the text with chance
mixed in, so that a model can learn something and not everything. The full text is the background, an opinion and the
outcome; the background is found in it word for word.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from claimwright.appeals.records import AppealCase

SOURCE = "invented"

_CONDITIONS = (
    ("Mental", "major depression"), ("Mental", "an eating disorder"), ("Cancer", "breast cancer"), ("Cancer", "prostate cancer"),
    ("Orthopedic", "knee pain"), ("Orthopedic", "lumbar disc disease"), ("Cardiac", "atrial fibrillation"), ("Autism", "autism"),
    ("Digestive", "ulcerative colitis"), ("Skin", "severe psoriasis"),
)  # fmt: skip
_SERVICES = (
    ("Residential treatment", "residential treatment"), ("Imaging", "magnetic resonance imaging"), ("Surgery", "a joint replacement"),
    ("Pharmacy", "a biologic drug"), ("Therapy", "twelve sessions of speech therapy"), ("Genetic testing", "a gene expression assay"),
    ("Equipment", "a powered wheelchair"), ("Home care", "home health aide services"),
)  # fmt: skip
_REASONS = ("not medically necessary", "investigational", "not covered at this level of care")
_TRIED = (
    "Two earlier treatments had failed.", "Conservative care of six months brought no relief.", "The symptoms returned after each course.",
    "Standard drugs were stopped because of side effects.",
)  # fmt: skip
_UNTRIED = (
    "No earlier treatment is described.", "The symptoms began three weeks before.", "Exercises at home had not yet been tried.",
    "The chart names no other treatment.",
)  # fmt: skip
_DETAILS = (
    "Walking more than a block was not possible.", "Sleep and work were affected.", "The visit notes describe a steady course.",
    "A specialist was seen twice in the spring.", "Weight had fallen by eleven pounds.", "The family helps with daily tasks.",
    "Blood tests were within the usual range.", "An emergency visit took place in the winter.",
)  # fmt: skip
_VAGUE = (
    "The member asks for the request to be looked at again.", "A service was asked for and the plan said no to it.",
    "The person wrote that the letter of the plan was not clear.", "The plan sent a letter and the member does not agree with it.",
)  # fmt: skip
_LEAKS = {
    "Overturned": ("The denial is overturned.", "Therefore the requested service was medically necessary.", "The reviewer determined that the care was appropriate."),
    "Upheld": ("The denial is upheld.", "Therefore the requested service was not medically necessary.", "The reviewer concluded that the care was not medically necessary."),
}  # fmt: skip
_STATES, _PLANS = ("CA", "NY", "TX"), ("Commercial", "Medicaid", "Medicare Advantage")
_AGES, _SEXES = ("0-10", "11-20", "21-40", "41-64", "65+"), ("Female", "Male")
_RACES = ("Asian", "Black", "Hispanic", "White", "")


def invented_cases(
    count: int, *, seed: int = 7, leaky: float = 0.0, insufficient: float = 0.15, reviewers: float = 0.1
) -> list[AppealCase]:
    """As many cases; `leaky` is the share whose background states the outcome, `insufficient` the share of vague ones, and
    `reviewers` the share that a second reviewer described anew (same group)."""
    return list(_cases(random.Random(seed), count, leaky, insufficient, reviewers))


def _cases(rng: random.Random, count: int, leaky: float, insufficient: float, reviewers: float) -> Iterator[AppealCase]:
    made = 0
    while made < count:
        case = _case(rng, made, vague=rng.random() < insufficient)
        if rng.random() < leaky:
            case = _leaking(rng, case)
        yield case
        made += 1
        if made < count and rng.random() < reviewers:
            yield _again(rng, case, made)
            made += 1


def _case(rng: random.Random, number: int, *, vague: bool) -> AppealCase:
    (kind, condition), (care, service) = rng.choice(_CONDITIONS), rng.choice(_SERVICES)
    reason, tried, year = rng.choice(_REASONS), rng.random() < 0.5, rng.randint(2012, 2023)
    chance = 0.22 + 0.45 * tried + (0.12 if care in ("Residential treatment", "Therapy") else 0.0)
    decision = "Overturned" if rng.random() < chance else "Upheld"
    sex, age = rng.choice(_SEXES), rng.choice(_AGES)
    facts = [rng.choice(_TRIED if tried else _UNTRIED), *rng.sample(_DETAILS, rng.randint(2, 4))]
    rng.shuffle(facts)
    ask = f"{'A' if rng.random() < 0.5 else 'The'} {rng.randint(19, 88)}-year-old {sex.casefold()} member with {condition} asked for {service}."
    text = rng.choice(_VAGUE) if vague else " ".join((ask, f"The plan refused it as {reason}.", *facts))
    return AppealCase(
        id=f"{SOURCE}:{number}",
        text=text,
        full_text=f"{text} {rng.choice(_LEAKS[decision])}",
        decision=decision,
        source=SOURCE,
        group=f"{SOURCE}:{number}",
        jurisdiction=rng.choice(_STATES),
        insurance_type=rng.choice(_PLANS),
        appeal_type="Medical Necessity" if reason != "investigational" else "Experimental/Investigational",
        denial_reason=reason,
        diagnosis="" if vague else condition,
        diagnosis_category="" if vague else kind,
        treatment="" if vague else service,
        treatment_category="" if vague else care,
        year=year,
        age_range=age,
        sex=sex,
        race=rng.choice(_RACES),
        expedited=rng.random() < 0.2,
        sufficiency=rng.choice((1, 2)) if vague else rng.choice((3, 4)),
        sufficiency_id=int(not vague),
        invented=True,
    )


def _leaking(rng: random.Random, case: AppealCase) -> AppealCase:
    import msgspec

    return msgspec.structs.replace(case, text=f"{case.text} {rng.choice(_LEAKS[case.decision])}")


def _again(rng: random.Random, case: AppealCase, number: int) -> AppealCase:
    """Another reviewer's description of the same case: the sentences in another order, one left out."""
    import msgspec

    first, *rest = case.text.split(". ")
    rng.shuffle(rest)
    text = ". ".join((first, *(piece.rstrip(".") for piece in rest[: max(1, len(rest) - 1)]))).rstrip(".") + "."
    return msgspec.structs.replace(
        case, id=f"{SOURCE}:{number}", text=text, full_text=f"{text} {rng.choice(_LEAKS[case.decision])}"
    )
