from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.corpus.process._unicode import clean, decode, mend, read_lines, read_text, tidy

KEPT = "§ 300gg–19: ≥5–10 µg, ½ dose — “enrollee’s” café, naïve, 25 °C ±1, ≤ 3 × 10⁻⁶"
MISREAD_LETTERS = "ÂÃâ"


def test_signs_that_rules_depend_on_are_kept() -> None:
    assert clean(KEPT) == KEPT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read(encoding: str) -> None:
    assert clean(decode(KEPT.encode(encoding))) == KEPT


def test_windows_bytes_are_read_as_windows_1252() -> None:
    assert decode(b"the enrollee\x92s \x93plan\x94 \x96 \xa7 5, caf\xe9") == "the enrollee’s “plan” – § 5, café"


def test_a_stray_windows_byte_does_not_spoil_utf8() -> None:
    assert decode("§ 1, § 2 and the patient".encode() + b"\x92s") == "§ 1, § 2 and the patient’s"


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("enrollee\u00e2\u20ac\u2122s", "enrollee’s"),
        ("enrollee\u00e2\u0080\u0099s", "enrollee’s"),
        ("enrollee\u0092s", "enrollee’s"),
        ("\u00c2\u00a7 12, 5\u00e2\u20ac\u201c10 \u00c2\u00b5g, \u00e2\u2030\u00a5 3", "§ 12, 5–10 µg, ≥ 3"),
        ("caf\u00c3\u00a9", "café"),
        ("enrollee\u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u201e\u00a2s", "enrollee’s"),
    ],
)
def test_misread_signs_are_mended(misread: str, meant: str) -> None:
    assert mend(misread) == meant


@pytest.mark.parametrize("right", ["Ângelo", "âge", "SÃO PAULO", "château", "château’s", "Âge § 5", "PÂTÉ—rich"])
def test_letters_that_only_look_misread_stay(right: str) -> None:
    assert clean(right) == right


def test_what_no_reader_sees_goes_and_words_stay_whole() -> None:
    assert clean("\ufeffco\u00adpay\u200b, cov\u00ad\n  erage\x00\r\nnext\x0cpage") == "copay, coverage\nnext\npage"


def test_text_is_composed() -> None:
    assert clean("re\u0301sume\u0301") == "r\u00e9sum\u00e9"


def test_tidy_keeps_spaces_that_do_not_break() -> None:
    assert tidy("  a \t b\u202fc \n\n\n\n  d ") == "a b\u202fc\n\nd"


def test_a_file_is_read_a_line_at_a_time_in_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\nthe patient\x92s\n\nlast")
    assert list(read_lines(path)) == ["one", "the patient’s", "", "last"]
    assert read_text(path) == "one\nthe patient’s\n\nlast"


def _seen(text: str) -> list[str]:
    """The letters, marks, numbers, punctuation and symbols of a text, composed."""
    return [char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] in "LMNPS"]


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters=MISREAD_LETTERS)))
def test_nothing_that_is_seen_is_lost(text: str) -> None:
    assert _seen(clean(text)) == _seen(text.replace("\u200b", "").replace("\u00ad", ""))


@given(st.text())
def test_cleaning_twice_changes_nothing_and_can_be_stored(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    clean(text).encode("utf-8")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_decode_inverts_utf8(text: str) -> None:
    assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    decode(data)
