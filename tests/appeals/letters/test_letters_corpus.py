"""With more law in the corpus, limits are verified, the letter states them, and a rule's own source is named."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from claimwright.appeals.letters import draft
from claimwright.appeals.letters.case_file import read_case
from claimwright.appeals.letters.render import render_letter, render_sheet
from claimwright.appeals.records import Denial
from claimwright.corpus.index.build import LEXICAL, STORE
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.open import Corpus, open_corpus
from claimwright.corpus.index.store import Store
from claimwright.corpus.index.writer import Document, StoreWriter
from claimwright.corpus.layout import Layout
from claimwright.corpus.records import TextRecord

DATE = dt.date(2024, 11, 4)
STORED = 1_000
RECORDS = (
    TextRecord(citation="29 CFR 2560.503-1(h)(3)(i)", start=STORED, end=STORED + 54,
               text="An invented wording: at least 180 days for an appeal."),
    TextRecord(citation="29 CFR 2560.503-1(i)(2)", text="Invented: in 72 hours, in 30 days, or in 60 days."),
    TextRecord(citation="42 CFR 422.582(b)", text="An invented wording that gives 90 days instead."),
    TextRecord(citation="CLM104 ch. 23 s. 20.9.3.1", text="An invented section on modifiers."),
)  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Corpus:
    """A corpus with invented wordings under real citations, which only this test reads."""
    layout = Layout(tmp_path)
    with StoreWriter(layout.index / STORE) as writer:
        writer.put(Document("./data/processed/own.jsonl", "1", date_accessed="2024-01-02", tags=("legal",)), RECORDS)
    store = Store(layout.index / STORE)
    LexicalIndex(layout.index / LEXICAL, store).follow(store)
    store.close()
    return open_corpus(layout)


def test_a_limit_whose_source_says_so_is_verified(necessity: Denial, own: Corpus) -> None:
    made = draft(necessity, own, date=DATE)
    told = {each.key: each for each in made.sheet.deadlines}
    assert told["internal-appeal-employer"].verified
    assert not told["copies-free-of-charge"].verified
    support = made.support("right-internal-appeal-employer")
    assert support.place is not None
    assert support.place.stored == STORED
    assert RECORDS[0].text[support.place.start : support.place.end] == support.says == "at least 180 days"
    sheet = render_sheet(made).decode()
    assert re.search(r"File the internal appeal .*\| 29 C\.F\.R\. § 2560\.503-1\(h\)\(3\)\(i\) \|", sheet)
    assert "The decision is due within 60 days of receipt of the appeal.[^1]" in render_letter(made).decode()


def test_the_limit_of_the_answer_turns_on_the_dates_of_care(necessity: Denial, own: Corpus) -> None:
    planned = replace(necessity.services[0], from_date=dt.date(2024, 12, 2), to_date=dt.date(2024, 12, 20))
    ahead = render_letter(draft(replace(necessity, services=(planned,)), own, date=DATE)).decode()
    assert "The decision is due within 30 days of receipt of the appeal." in ahead
    undated = replace(necessity.services[0], from_date=None, to_date=None)
    unknown = draft(replace(necessity, services=(undated,)), own, date=DATE)
    assert "The decision is due" not in render_letter(unknown).decode()
    assert {"30 days", "60 days"} <= {each.limit for each in unknown.sheet.deadlines if each.role == "answer"}
    urgent = draft(replace(necessity, services=(planned,), urgent=True), own, date=DATE)
    assert "The decision is due within 72 hours of receipt of the appeal." in render_letter(urgent).decode()


def test_grounds_that_do_not_open_are_not_quoted(necessity: Denial, own: Corpus) -> None:
    made = draft(necessity, own, date=DATE)
    assert not any(each.kind == "provision" for each in made.supports)
    assert any(
        "29 U.S.C. § 1133(2) was not quoted: it is not in your corpus" in each for each in made.sheet.unsupported
    )


def test_a_source_that_says_otherwise_is_unverified(necessity: Denial, own: Corpus) -> None:
    made = draft(replace(necessity, plan_type="medicare-advantage"), own, date=DATE)
    limit = next(each for each in made.sheet.deadlines if each.role == "deadline")
    assert not limit.verified
    assert "does not say so" in limit.remark


def test_the_rules_source_is_named_where_it_opens(coding: Denial, own: Corpus) -> None:
    made = draft(replace(coding, jurisdiction="ME"), own, kind="provider-dispute", date=DATE)
    text = render_letter(made).decode()
    assert "The rule that was applied names CLM104 ch. 23 s. 20.9.3.1 as its source.[^1]" in text
    assert not any("CLM104" in each for each in made.sheet.unsupported)


def test_the_case_in_the_documentation_is_one(corpus: Corpus) -> None:
    page = (Path(__file__).parents[3] / "docs" / "appeals-letters.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.+?)```", page, re.DOTALL)
    assert found is not None
    case = read_case(found[1].encode())
    assert json.loads(found[1])["treatment"] == case.treatment
    assert draft(case, corpus, date=DATE).letter.kind == "internal-appeal"
