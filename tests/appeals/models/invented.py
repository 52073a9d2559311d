"""Invented cases, annotations and a tiny random encoder: figures made from them say nothing of real cases."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from claimwright.appeals.models.annotations import Annotated, Span
from claimwright.appeals.records import AppealCase

_CONDITIONS = ("migraine", "asthma", "back pain", "lupus", "psoriasis", "sleep apnea")
_SERVICES = ("an infusion", "physical therapy", "a magnetic resonance scan", "a brace", "a nasal spray", "surgery")
_FOR = "Two earlier treatments failed and the treating specialist documented worsening function."
_AGAINST = "No conservative care was tried and the records show steady improvement without it."
_VAGUE = "The member is unhappy with a decision of the plan and asks for help."


def cases(count: int = 60, *, seed: int = 3, insufficient: bool = False) -> list[AppealCase]:
    """Cases whose text tells the outcome nine times in ten. Every sixth shares its group with the one before."""
    rng = random.Random(seed)
    return [_case(number, rng, vague=insufficient and number % 5 == 0) for number in range(count)]


def annotations(count: int = 30, *, seed: int = 4) -> list[Annotated]:
    """Summaries whose first sentences are the background, rated by what they name."""
    rng = random.Random(seed)
    return [_annotation(number, rng) for number in range(count)]


def tiny_checkpoint(folder: Path, *, layers: int = 1) -> Path:
    """A folder with a random encoder of BERT's shape."""
    import torch

    from claimwright.appeals.models.neural.encoders import BertEncoder, save_bert
    from claimwright.encoder.network import Shape

    torch.manual_seed(1)
    size = Shape(layers=layers, width=32, heads=2, inner=64, positions=128)
    save_bert(BertEncoder(size), tokenizer(), folder)
    return folder


def tokenizer():
    """The tokenizer that comes with the shipped encoder."""
    from claimwright.encoder import embed
    from claimwright.encoder.runtime import load_tokenizer

    return load_tokenizer(Path(embed.__file__).parent / "data" / "tokenizer.json")


def texts(rows: Sequence[AppealCase]) -> list[str]:
    return [row.text for row in rows]


def _case(number: int, rng: random.Random, *, vague: bool) -> AppealCase:
    overturned = rng.random() < 0.5
    told = overturned if rng.random() < 0.9 else not overturned
    condition, service = rng.choice(_CONDITIONS), rng.choice(_SERVICES)
    text = f"Patient {number} with {condition} asked for {service}. {_FOR if told else _AGAINST} The plan denied it."
    return AppealCase(
        id=f"invented:{number}", text=_VAGUE + f" ({number})" if vague else text,
        decision="Overturned" if overturned else "Upheld", source="invented", group=f"g{number - (number % 6 == 5)}",
        jurisdiction=rng.choice(("CA", "NY", "")), insurance_type=rng.choice(("Commercial", "Medicaid", "")),
        denial_reason="Medical necessity", diagnosis=condition, diagnosis_category=condition[:4], treatment=service,
        treatment_category="" if number % 7 == 0 else service[:6], year=2010 + number % 6,
        age_range=rng.choice(("11-20", "41-50", "")), sex=rng.choice(("Female", "Male")),
        expedited=rng.choice((True, False, None)), sufficiency_id=int(not vague), invented=True,
    )  # fmt: skip


def _annotation(number: int, rng: random.Random) -> Annotated:
    rating = 1 + number % 4
    condition, service = rng.choice(_CONDITIONS), rng.choice(_SERVICES)
    background = {
        1: f"Member {number} wrote that the plan refused something and wants it to be looked at again soon.",
        2: f"Member {number} asked for {service} and the plan refused to pay for it after a short review of the file.",
        3: f"Member {number} has {condition} and asked for {service}, which the plan refused as not necessary.",
        4: f"Member {number} has {condition} and asked for {service}, which the plan refused. {_FOR}",
    }[rating]
    context = f"{background} The reviewer found that guidelines speak to this. The decision follows from them."
    return Annotated(
        id=f"a{number}", context=context, spans=(Span(0, len(background)),), sufficiency=rating, invented=True
    )  # fmt: skip
