"""The gate: what stands in a citation passes, and a figure that is changed is refused."""

from __future__ import annotations

import random
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.assistant import Sentence, Session, answer
from claimwright.assistant.answer import say
from claimwright.assistant.cues import Cues
from claimwright.assistant.freetext import masked, repeated
from claimwright.assistant.grounding import ground, unsupported
from claimwright.evidence import Figure, extract_figures
from claimwright.trace.sentences import describe

QUESTIONS = (
    "Why was it denied?",
    "Why is this the allowed amount?",
    "What does the member owe and why?",
    "What would have to change for it to pay?",
    "Summarise the claim",
)


@pytest.fixture(scope="module")
def shown(harbor: dict[str, Session]) -> list[tuple[Session, Sentence]]:
    """Every sentence of several answers about every third claim."""
    sessions = list(harbor.values())[::3]
    return [(each, sentence) for each in sessions for q in QUESTIONS for sentence in answer(each, q).sentences]


def cited_text(session: Session, sentence: Sentence) -> str:
    """All that the sentence cites, written out: what a reader of the trace would look through."""
    parts: list[str] = []
    for run, nodes, inputs in [("", sentence.nodes, sentence.inputs)] + [
        (c.run, c.nodes, c.inputs) for c in sentence.changed
    ]:
        tree, known = session.tree_of(run), session.records_of(run)
        for number in nodes:
            node = tree.node(number)
            parts += [describe(tree, node), str(node.source), str(node.attributes), *(v.text for v in node.values)]
        for path in inputs:
            ref, _, name = path.rpartition(".")
            parts.append(f"{ref} {getattr(known[ref], name)}")
        parts.append(run)
    return " ".join(parts).replace(",", "")


def changed(figure: Figure, seed: int) -> str:
    """The figure with one of its digits replaced by another."""
    places = [at for at, ch in enumerate(figure.raw) if ch.isdigit()]
    at = places[seed % len(places)]
    digit = str((int(figure.raw[at]) + 1 + seed % 9) % 10)
    return figure.raw[:at] + digit + figure.raw[at + 1 :]


@settings(max_examples=300, deadline=None)
@given(which=st.integers(0, 10**6), where=st.integers(0, 20), seed=st.integers(0, 80))
def test_a_changed_figure_is_refused(shown: list[tuple[Session, Sentence]], which: int, where: int, seed: int) -> None:
    session, sentence = shown[which % len(shown)]
    figures = [each for each in extract_figures(sentence.text) if any(ch.isdigit() for ch in each.raw)]
    if not figures:
        return
    figure = figures[where % len(figures)]
    wrong = changed(figure, seed)
    text = sentence.text[: figure.start] + wrong + sentence.text[figure.end :]
    refused = unsupported(session, msgspec.structs.replace(sentence, text=text))
    assert refused or stands_elsewhere(wrong, cited_text(session, sentence)), f"{wrong!r} passed in {text!r}"


def stands_elsewhere(wrong: str, cited: str) -> bool:
    """Whether the changed figure happens to be another one that is cited, as it is written or by its value."""
    known = {figure.value for figure in extract_figures(cited)}
    words = set(re.findall(r"[\w.]+", cited))
    return set(re.findall(r"[\w.]+", wrong.replace(",", "").strip("$%"))) <= words or all(
        figure.value in known for figure in extract_figures(wrong)
    )


def test_nearly_every_changed_figure_of_every_sentence_is_refused(shown: list[tuple[Session, Sentence]]) -> None:
    """Amounts, dates, codes and names without exception, unless the wrong one is cited too."""
    dice = random.Random(7)
    tried = passed = 0
    for session, sentence in dice.sample(shown, 250):
        for figure in extract_figures(sentence.text):
            if figure.kind == "number" or not any(ch.isdigit() for ch in figure.raw):
                continue
            text = sentence.text[: figure.start] + changed(figure, dice.randrange(80)) + sentence.text[figure.end :]
            tried += 1
            passed += not unsupported(session, msgspec.structs.replace(sentence, text=text))
    assert tried > 400
    assert passed <= tried // 100


def test_a_sentence_without_citations_may_name_nothing(harbor: dict[str, Session]) -> None:
    session = harbor["H-1001"]
    assert unsupported(session, say("Line 1 pays $5.00 under CO-45.")) == (
        "$5.00",
        "CO-45",
        "1",
        "line 1",
    ) or unsupported(session, say("Line 1 pays $5.00 under CO-45."))
    shown, withheld = ground(session, [say("Line 1 pays $5.00."), say("It is denied.")])
    assert [each.text for each in shown] == ["It is denied."]
    assert "$5.00" in withheld[0].figures


@pytest.mark.parametrize(
    "text",
    [
        "Line 2 was denied CO-236.",
        "Line 1 was denied CO-237.",
        "Line 1 was denied CO-236 with M81.",
        "Line 1 (99213) was denied CO-236.",
        "It stands on row 170 of table ncci_ptp.",
        "The rule is written at packs/ncci_ptp.clause:1.",
        "It was paid on claim ABCD1235.",
        "Line 1 was denied on 2024-07-16.",
        "Remark N362 was added.",
    ],
)
def test_what_the_citations_do_not_say_is_refused(harbor: dict[str, Session], text: str) -> None:
    session = harbor["H-1001"]
    nodes = tuple(node for sentence in answer(session, "Why was line 1 denied?").sentences for node in sentence.nodes)
    inputs = ("claim:H-1001/line:1.procedure",)
    assert unsupported(session, Sentence(text, nodes, inputs))


def test_an_input_field_supports_its_own_value_only(harbor: dict[str, Session]) -> None:
    session, path = harbor["H-1001"], "claim:H-1001/line:1"
    assert unsupported(session, say("Line 1 bills 99212.", inputs=[f"{path}.procedure"])) == ()
    assert unsupported(session, say("Line 1 bills 87880.", inputs=[f"{path}.procedure"])) == ("87880",)
    assert unsupported(session, say("It charges $95.00.", inputs=[f"{path}.charge"])) == ()
    assert unsupported(session, say("It charges $95.00.", inputs=[f"{path}.units"])) == ("$95.00",)
    assert unsupported(session, say("It has 1 unit.", inputs=[f"{path}.units"])) == ()
    assert unsupported(session, say("It was given on July 15, 2024.", inputs=[f"{path}.from_date"])) == ()
    assert unsupported(session, say("It bills 99212.", inputs=["claim:H-1001/line:9.procedure"])) == ("99212",)
    assert unsupported(session, say("It bills 99212.", inputs=[f"{path}.no_such_field"])) == ("99212",)


def test_free_text_supports_nothing(harbor: dict[str, Session]) -> None:
    session = harbor["H-1022"]
    line = session.claim.lines[0]
    assert unsupported(session, say("It is 64999.", inputs=[f"{line.ref}.note"])) == ("64999",)


def test_a_node_number_is_no_code(harbor: dict[str, Session]) -> None:
    session = harbor["H-1001"]
    assert len(session.tree) > 362
    assert unsupported(session, say("Remark N362 applies.", [362])) == ("N362",)


def test_cues_read_lists_of_lines() -> None:
    cues = Cues()
    cues.add_text("claim:H-1/line:2 and history:P-1:4")
    assert cues.lines == {"2", "4"}
    assert cues.missing("Lines 2, 3 and 4 differ.") == ["line 3"]
    assert cues.missing("Place of service 11 is an office.") == []


def test_free_text_is_masked_whole_words_only() -> None:
    assert masked("its note reads: PAY $9.00", ("PAY $9.00",)).split() == ["its", "note", "reads:"]
    assert masked("CO-45 COVERED", ("CO",)) == " -45 COVERED"
    told = repeated(say("its note reads: PAY $9.00."), ("PAY $9.00",))
    assert "$9.00" not in told.text
    assert repeated(say("its note reads: LEFT KNEE."), ("LEFT KNEE",)).text == "its note reads: LEFT KNEE."
