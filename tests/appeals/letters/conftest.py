"""The bundled law, opened once, and denials of every plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from claimwright.appeals.letters.library import Library
from claimwright.appeals.records import Denial, DeniedService
from claimwright.corpus.index.open import Corpus, open_corpus

CODING = "NCCI does not pay 99212 together with 99202, which was paid on claim ABCD1234, line 1 (modifier indicator 1)"
NECESSITY = "the level of care was not medically necessary"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    patch = pytest.MonkeyPatch()
    patch.setenv("CLAIMWRIGHT_HOME", str(tmp_path_factory.mktemp("home")))
    opened = open_corpus()
    patch.undo()
    assert opened.bundled
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> Library:
    return Library(corpus)


@pytest.fixture
def necessity() -> Denial:
    """A member's denial of residential treatment under a self-funded plan."""
    service = DeniedService(
        service="residential treatment for an eating disorder",
        procedure="H0018",
        from_date=dt.date(2024, 9, 16),
        to_date=dt.date(2024, 9, 29),
        charge=1_680_000,
        denied=1_680_000,
        group="PR",
        carc="50",
        because=NECESSITY,
    )
    return Denial(
        services=(service,),
        payer="Lantern Mutual Benefit Plan",
        plan_type="employer-self-funded",
        sender="member",
        member_name="Ines Varga",
        member_id="LM-204418",
        notice_date=dt.date(2024, 10, 14),
        facts=("The plan approved the first days of the same stay",),
        text="I was asked to leave a program that was working.",
    )


@pytest.fixture
def coding() -> Denial:
    """A practice's line denied under a coding edit."""
    service = DeniedService(
        service="procedure 99212",
        line=1,
        procedure="99212",
        from_date=dt.date(2024, 7, 15),
        to_date=dt.date(2024, 7, 15),
        charge=9_500,
        denied=9_500,
        group="CO",
        carc="236",
        rarcs=("M80",),
        because=CODING,
        cites=("CLM104 ch. 23 s. 20.9.3.1",),
        evidence=("run:1", "node:321"),
    )
    remedy = (
        "Line 1 would pay if line 1 carried modifier 25, only if the record supports it: $61.91 allowed, $31.91 paid and "
        "$30.00 the member's, as adjudicated again."
    )
    return Denial(
        services=(service,),
        claim_id="H-1001",
        payer="Harbor Health Plan",
        member_name="Maren Alder",
        member_id="H1001",
        provider_name="Harbor Family Medicine",
        provider_npi="1000000012",
        sender="provider",
        remedies=(remedy,),
    )


def with_plan(denial: Denial, plan: str, **fields: object) -> Denial:
    """The denial under another kind of plan."""
    return replace(denial, plan_type=plan, **fields)
