"""What leaves the host: same length, no digit run, no unknown word, the same stand-in for the same value."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.fallback.strategies import MESSAGE, digit_runs, unknown_words, words_of

from claimwright.intake.fallback import Pseudonymiser
from claimwright.intake.fallback.lexicon import also_names, build_words, known_words, plain_words, terms
from claimwright.intake.fallback.scan import scan
from claimwright.intake.records import Candidate, Message, Span

KEY = b"a key for tests only"
LONG = 3


def _send(text: str, *candidates: Candidate) -> str:
    return Pseudonymiser(KEY).apply(text, candidates).text


def _name(text: str, value: str, label: str = "NAME", score: float = 0.2) -> Candidate:
    start = text.index(value)
    return Candidate("phi", start, start + len(value), label, score, "model")


@given(MESSAGE, st.binary(min_size=1, max_size=8))
def test_every_code_point_stays_in_its_place(text: str, key: bytes) -> None:
    done = Pseudonymiser(key).apply(text)
    assert len(done.text) == len(done.changed) == len(text)
    assert all(
        a == b or done.changed[at] or "\ud800" <= a <= "\udfff"
        for at, (a, b) in enumerate(zip(text, done.text, strict=True))
    )


@given(MESSAGE)
def test_no_digit_run_survives(text: str) -> None:
    sent = _send(text)
    assert all(sent[at : at + len(run)] != run for at, run in digit_runs(text))
    runs = {run for _, run in digit_runs(sent)}
    assert not runs & {run for _, run in digit_runs(text) if len(run) >= LONG}


@given(MESSAGE)
def test_no_unknown_word_with_a_capital_survives(text: str) -> None:
    assert not words_of(_send(text)) & unknown_words(text)


@given(st.text(max_size=60))
def test_any_text_at_all_passes(text: str) -> None:
    done = Pseudonymiser(KEY).apply(text)
    done.text.encode("utf-8")
    assert not words_of(done.text) & unknown_words(text)


@given(st.text(max_size=40))
def test_runs_cover_every_letter_and_digit_once(text: str) -> None:
    runs = scan(text)
    assert all(a.end <= b.start for a, b in zip(runs, runs[1:]))  # noqa: B905, RUF007
    covered = {at for run in runs for piece in run.pieces for at in range(piece.start, piece.end)}
    assert covered >= {at for at, ch in enumerate(text) if ch.isalpha() or ch.isnumeric()}


REPLACED = [
    ("I am Rosalind Achterberg.", ["Rosalind", "Achterberg"]),
    ("Grace Bill asked; Will Young too, and Ed.", ["Grace", "Bill", "Young", "Ed"]),
    ("MY NAME IS DEWAYNE KOVACS", ["DEWAYNE", "KOVACS"]),
    ("hi its kyler, mom of zhuri. pls call", ["kyler", "zhuri"]),
    (
        "Write to marta.kovic@northmail.example or www.kovic-dental.example/marta",
        ["marta", "kovic", "northmail"],
    ),
    ("The file is scan_of_kovic_knee.jpg", ["kovic"]),
    ("Signed, J. José Nuñez", ["José", "Nuñez"]),
    ("Это Мария, 王小明, Jose\u0301, Jo\u200bhanna", ["Мария", "王小明", "Jose\u0301", "Jo\u200bhanna"]),
    ("Member XKJ-ABQ and w2289kr", ["XKJ", "ABQ", "w2289kr"]),
    ("Call five oh three, five five five, nine two one one", ["five oh three", "nine two one one"]),
    ("See you the third of March, or March third", ["March third"]),
    ("Seen in June, since april", ["June", "april"]),
    ("Talked to June and August there", ["June", "August"]),
    ("VIN 1HGCM82633A004352, MBI 1EG4-TE5-MK73", ["1HGCM82633A004352", "1EG4", "TE5", "MK73"]),
]


@pytest.mark.parametrize(("text", "values"), REPLACED)
def test_replaced(text: str, values: list[str]) -> None:
    sent = _send(text)
    assert [value for value in values if value in sent] == []


KEPT = [
    "Will my plan pay for the MRI? May I call?",
    "I'm the subscriber. Don't bill my PPO, please.",
    "X-ray and E-mail, HMO or Silver PPO",
    "Dr. said: Good morning, thank you. Sincerely",
    "Seen in May, since August, on a Tuesday, in TX",
    "prior authorization for one of my two kids",
]


@pytest.mark.parametrize("text", KEPT)
def test_kept_readable(text: str) -> None:
    assert _send(text) == text


def test_local_candidates_go_at_any_confidence_and_in_any_case() -> None:
    text = "Please ask my mom, hope, about page seven. Thanks."
    assert "hope" in _send(text)
    assert "hope" not in _send(text, _name(text, "hope", score=0.01))


def test_places_keep_their_kind_of_street() -> None:
    text = "We live at 14 old mill street, springfield."
    sent = _send(text, _name(text, "14 old mill street, springfield", "LOC"))
    assert sent.endswith(f" street, {sent.split()[-1]}")
    assert "mill" not in sent
    assert "springfield" not in sent


def test_a_known_carrier_stays_where_the_local_reading_found_it() -> None:
    text = "I have Humana and I am Humana Jones."
    found = Candidate("insurance", 7, 13, "CARRIER", 0.9, "carrier")
    sent = _send(text, found)
    assert sent.startswith("I have Humana and I am ")
    assert sent.count("Humana") == 1
    assert _send(text).count("Humana") == 0


def test_spoken_addresses_and_days_of_local_candidates_go() -> None:
    text = "see hollowaylabs dot example slash book on the twenty first"
    url, day = _name(text, "hollowaylabs dot example slash book", "URL"), _name(text, "the twenty first", "DATE")
    sent = _send(text, url, day)
    assert not words_of(sent) & {"hollowaylabs", "book", "first"}
    assert "dot example slash" in sent


def test_the_same_value_gets_the_same_stand_in() -> None:
    words = _send("Kovacs called. kovacs is Kovacs, id 88123 and 88123").split()
    assert words[0] == words[4].rstrip(",")
    assert words[6] == words[8]
    assert words[6] != "88123"


def test_another_key_gives_other_stand_ins() -> None:
    text = "Kovacs 88123 Achterberg"
    assert Pseudonymiser(b"one").apply(text).text != Pseudonymiser(b"two").apply(text).text


def test_looks_are_kept() -> None:
    month, day, year = _send("11/30/2020").split("/")
    assert 1 <= int(month) <= 12 and 1 <= int(day) <= 28 and 1900 <= int(year) <= 2039
    assert 90 <= int(_send("she is 93 years old").split()[2]) <= 99
    assert all(1 <= int(part) <= 254 for part in _send("203.0.113.58").split(".") if part != "0")


def test_letters_that_grow_when_folded_keep_their_place() -> None:
    text = "Fuß FUSS Fuss ŉab İstan"
    assert [len(word) for word in _send(text).split()] == [len(word) for word in text.split()]


def test_a_very_long_run_of_digits_passes() -> None:
    assert len(_send("9" * 6000)) == 6000


def test_nothing_of_a_name_survives_in_the_training_messages(training: list[Message]) -> None:
    """With no local candidate at all, where a message writes names with capitals; part of the data, for time."""
    for message in training[::10]:
        sent = _send(message.text)
        for span in message.phi:
            name = message.text[span.start : span.end]
            if span.label == "NAME" and name == name.title() and name.isascii():
                assert sent[span.start : span.end] != name


@pytest.mark.parametrize("unit", ["9", "9 ", "A", "Ab ", "a@", "a.", "www.", "5/", "1.", "five ", "'s", "May ", "é́"])
def test_work_grows_linearly_on_hostile_text(unit: str) -> None:
    """Sixteen times the text: linear work grows 16 times, quadratic work 256 times."""
    assert _cpu_s(unit, 6_400) < 64 * _cpu_s(unit, 400)


def _cpu_s(unit: str, times: int) -> float:
    return min(_one_run(unit * times) for _ in range(2)) + 1e-3


def _one_run(text: str) -> float:
    start = process_time()
    _send(text)
    return process_time() - start


def test_no_known_word_is_a_name_and_lists_are_lower_case() -> None:
    assert not {"deb", "kyler", "achterberg"} & plain_words()
    assert {"hope", "price"} <= plain_words() - known_words()
    assert all(word == word.lower() for word in known_words() | also_names())


def test_the_word_list_is_the_one_that_the_training_messages_give(training: list[Message]) -> None:
    assert set(build_words(training)) <= plain_words() | terms()


def test_the_word_list_takes_common_words_and_no_names() -> None:
    texts = ["my son kyler is ill", "my son kyler is well", "kyler has my card, ask abby", "my card is old"]
    spans = [(Span(7, 12, "NAME"),), (Span(7, 12, "NAME"),), (Span(0, 5, "NAME"),), ()]
    messages = [Message(str(n), text, phi=phi) for n, (text, phi) in enumerate(zip(texts, spans, strict=True))]
    assert build_words(messages) == ["card", "is", "my", "son"]
