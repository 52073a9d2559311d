"""Redaction: nothing stays, everything comes back, and the key file is its owner's alone."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core.errors import ConfigError, InputError, NotFoundError
from claimwright.intake.records import Message, Span
from claimwright.intake.redact import OPERATORS, REVERSIBLE, Operator, RedactionKey, redact, restore, restore_tokens
from claimwright.intake.redact.pseudonym import pseudonymise, reveal

KEY = RedactionKey(bytes(range(32)))


@pytest.mark.parametrize("operator", REVERSIBLE)
def test_every_training_message_comes_back_byte_for_byte(operator: Operator, training: list[Message]) -> None:
    for message in training:
        redaction = redact(message.text, message.phi, operator=operator, key=KEY)
        assert restore(redaction, KEY).encode() == message.text.encode()


@pytest.mark.parametrize("operator", ["mask", "replace", "hash", "encrypt"])
def test_no_phi_of_a_span_survives(operator: Operator, training: list[Message]) -> None:
    for message in training:
        redaction = redact(message.text, message.phi, operator=operator, key=KEY)
        kept = _outside(message)
        for span in message.phi:
            value = message.text[span.start : span.end]
            if len(value) > 4 and value not in kept:
                assert value not in redaction.text
        for replacement in redaction.replacements:
            stand_in = redaction.text[replacement.start : replacement.end]
            assert stand_in.strip("*") == "" or stand_in.startswith(f"[{replacement.label}")


def _outside(message: Message) -> str:
    text = list(message.text)
    for span in message.phi:
        text[span.start : span.end] = ["\0"] * (span.end - span.start)
    return "".join(text)


def test_pseudonyms_differ_from_every_training_value(training: list[Message]) -> None:
    for message in training:
        redaction = redact(message.text, message.phi, operator="pseudonym", key=KEY)
        assert len(redaction.text) == len(message.text)
        assert all(redaction.text[r.start : r.end] != message.text[r.start : r.end] for r in redaction.replacements)


def test_the_length_map_places_every_replacement() -> None:
    redaction = redact(
        "Call Ann at 555-0101.", [Span(5, 8, "NAME"), Span(12, 20, "PHONE")], operator="replace", key=KEY
    )
    assert redaction.text == "Call [NAME_1] at [PHONE_1]."
    assert [(r.start, r.end, r.label, r.length) for r in redaction.replacements] == [
        (5, 13, "NAME", 3),
        (17, 26, "PHONE", 8),
    ]


def test_a_conversation_keeps_its_numbers_and_pseudonyms() -> None:
    numbers: dict[tuple[str, str], int] = {}
    first = redact(
        "Ann and Bob", [Span(0, 3, "NAME"), Span(8, 11, "NAME")], operator="replace", key=KEY, numbers=numbers
    )
    second = redact("Bob again", [Span(0, 3, "NAME")], operator="replace", key=KEY, numbers=numbers)
    assert (first.text, second.text) == ("[NAME_1] and [NAME_2]", "[NAME_2] again")
    one = redact("Maeve said", [Span(0, 5, "NAME")], operator="pseudonym", key=KEY).text[:5]
    two = redact("to maeve", [Span(3, 8, "NAME")], operator="pseudonym", key=KEY).text[3:]
    assert one.lower() == two and one != "Maeve"


def test_hash_is_keyed_and_cannot_be_undone() -> None:
    text, spans = "Ann", [Span(0, 3, "NAME")]
    mine = redact(text, spans, operator="hash", key=KEY)
    other = redact(text, spans, operator="hash", key=RedactionKey(bytes(32)))
    assert mine.text != other.text
    assert mine.text == redact(text, spans, operator="hash", key=KEY).text
    with pytest.raises(ConfigError, match="cannot be undone"):
        restore(mine, KEY)


def test_encrypted_tokens_open_in_an_edited_text_and_forged_ones_stay() -> None:
    redaction = redact("Ann was here", [Span(0, 3, "NAME")], operator="encrypt", key=KEY)
    edited = f"Yes, {redaction.text} [NAME:{'A' * 28}]"
    assert restore_tokens(edited, KEY) == f"Yes, Ann was here [NAME:{'A' * 28}]"


@pytest.mark.parametrize("operator", ["mask", "replace", "encrypt"])
def test_another_key_is_refused(operator: Operator) -> None:
    redaction = redact("Ann", [Span(0, 3, "NAME")], operator=operator, key=KEY)
    with pytest.raises(InputError, match="does not belong"):
        restore(redaction, RedactionKey(bytes(32)))


def test_overlapping_spans_are_one_and_bad_spans_are_refused() -> None:
    redaction = redact("abcdefgh", [Span(0, 4, "NAME"), Span(2, 8, "LOC")], operator="replace", key=KEY)
    assert redaction.text == "[LOC_1]" and restore(redaction, KEY) == "abcdefgh"
    with pytest.raises(InputError, match="no span"):
        redact("abc", [Span(1, 9, "NAME")], key=KEY)


def test_the_key_file_is_private_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "redaction.key"
    key = RedactionKey.open(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert RedactionKey.open(path) == key
    with pytest.raises(FileExistsError):
        RedactionKey.generate().save(path)
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="others may read"):
        RedactionKey.load(path)
    with pytest.raises(NotFoundError):
        RedactionKey.load(tmp_path / "none")


def test_a_broken_key_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "k"
    path.write_text(json.dumps({"key": "zzz"}))
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="no redaction key"):
        RedactionKey.load(path)


def test_the_secret_does_not_show() -> None:
    assert "secret" not in repr(KEY) and "\\x01" not in repr(KEY)


@given(st.text(max_size=60), st.sampled_from(["NAME", "PHONE", "SSN"]))
def test_pseudonyms_are_reversible_and_keep_the_form(value: str, label: str) -> None:
    stand_in = pseudonymise(value, KEY.secret, label)
    assert reveal(stand_in, KEY.secret, label) == value
    assert len(stand_in) == len(value)
    assert all(
        (a.isdigit(), a.isupper()) == (b.isdigit(), b.isupper())
        for a, b in zip(value, stand_in, strict=True)
        if a.isascii()
    )


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(min_size=1, max_size=80))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)), max_size=6))
    return text, [Span(s, min(len(text), s + n), "NAME") for s, n in spans]


@given(marked(), st.sampled_from(REVERSIBLE))
def test_any_text_comes_back(case: tuple[str, list[Span]], operator: Operator) -> None:
    text, spans = case
    assert restore(redact(text, spans, operator=operator, key=KEY), KEY) == text


def test_the_operators_are_named_once() -> None:
    assert set(REVERSIBLE) < set(OPERATORS)
