"""The examples of one case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from claimwright.appeals.benchmark.clean import LEAST_CHARACTERS, clean_case, mend_text
from claimwright.appeals.records import AppealCase
from claimwright.appeals.sft.records import Example
from claimwright.appeals.sft.select import Chosen
from claimwright.appeals.sft.templates import VERDICTS, facts_of, from_facts, from_text


@dataclass
class Tally:
    """What was not written, and why."""

    without: Counter[str] = field(default_factory=Counter[str])
    fields: Counter[str] = field(default_factory=Counter[str])
    sentences: int = 0


def examples_of(chosen: Chosen, tally: Tally) -> Iterator[Example]:
    """The examples of a case, by task."""
    case = chosen.case
    for prompt, template, response in _made(case, tally):
        yield Example(
            prompt=prompt,
            response=response,
            source=case.source,
            case_id=case.id,
            group=chosen.group,
            template=template,
            split=chosen.split,
            invented=case.invented,
        )


def review_of(case: AppealCase) -> str:
    """The review's whole text; empty where the source has the background only."""
    return mend_text(case.full_text)


def background_of(case: AppealCase, tally: Tally) -> str:
    """What was known when the appeal was filed, without sentences that give the outcome away; empty where the source has
    the whole review only, or where too little is left."""
    if not case.text.strip() or case.text == case.full_text:
        return ""
    cleaned, removed = clean_case(replace(case, marks=()))
    tally.sentences += len(removed)
    return cleaned.text if len(cleaned.text) >= LEAST_CHARACTERS else ""


def _made(case: AppealCase, tally: Tally) -> Iterator[tuple[str, str, str]]:
    review, background, facts = review_of(case), background_of(case, tally), facts_of(case, tally.fields)
    for task, response in (("review", review), ("background", background)):
        if not response:
            tally.without[f"{task}: no text"] += 1
        elif not {"treatment", "diagnosis"} & facts.keys():
            tally.without[f"{task}: neither treatment nor diagnosis"] += 1
        else:
            yield *from_facts(task, facts), response
    task, text = ("verdict-of-review", review) if review else ("verdict-of-background", background)
    if not text:
        tally.without["verdict: no text"] += 1
    elif case.decision not in VERDICTS:
        tally.without[f"verdict: the decision is {case.decision or 'not known'}"] += 1
    else:
        yield *from_text(task, text), VERDICTS[case.decision]
