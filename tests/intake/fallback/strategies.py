"""Messages with names, numbers and addresses in many shapes, and with any text at all."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from claimwright.intake.fallback.lexicon import MONTHS, known_words

NAME = st.from_regex(r"\A[A-Z][a-z]{2,9}\Z") | st.sampled_from(
    [
        "Łukasz",
        "Zoë",
        "O'Malley",
        "Jose\u0301",
        "Грегор",
        "王小明",
        "McTavish",
        "Nguyễn",
        "Grace",
        "Bill",
        "Ed",
        "Ａｎｎ",
    ]
)
NUMBER = st.from_regex(r"\A[0-9]{1,12}\Z") | st.sampled_from(["٠١٢٣٤", "１２３", "½", "007"])
IDENTIFIER = st.from_regex(r"\A[A-Za-z]{1,4}-?[0-9]{2,9}(-[0-9A-Z]{1,3})?\Z")
PART = st.one_of(
    NAME,
    NUMBER,
    IDENTIFIER,
    st.builds("my name is {} {}".format, NAME, NAME),
    st.builds("call ({}) {}-{}".format, *(st.from_regex(r"\A[0-9]{3,4}\Z") for _ in range(3))),
    st.builds("copay ${}.{}".format, st.integers(0, 9999), st.integers(10, 99)),
    st.builds("{}.{}@mail.example".format, NAME, NAME),
    st.builds("born {}/{}/{}".format, st.integers(1, 12), st.integers(1, 31), st.integers(1920, 2025)),
    st.builds("seen April {}th".format, st.integers(1, 30)),
    st.sampled_from(
        ["five oh three, five five five", "X-ray", "Dr.", "Will my plan pay?", "I'm the subscriber", "🙂 ok"]
    ),
    st.text(max_size=12),
)
MESSAGE = st.lists(PART, min_size=1, max_size=8).flatmap(
    lambda parts: st.sampled_from([" ", ". ", ", ", "\r\n"]).map(lambda gap: gap.join(parts))
)

_WORD = re.compile(r"[^\W\d_]+")
_ALLOWED = MONTHS | {"will", "may", "do", "so", "an"}


def unknown_words(text: str) -> set[str]:
    """Words with a capital, of two letters and more, that no list knows; written apart from the code."""
    words = {word for word in _WORD.findall(text) if len(word) > 1 and word != word.lower()}
    return {word for word in words if word.lower() not in known_words() | _ALLOWED}


def words_of(text: str) -> set[str]:
    return set(_WORD.findall(text))


def digit_runs(text: str) -> list[tuple[int, str]]:
    """Where each run of decimal digits starts, and the run."""
    return [(match.start(), match[0]) for match in re.finditer(r"\d+", text)]
