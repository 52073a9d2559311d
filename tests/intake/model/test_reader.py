"""The shipped model: offsets in code points, windows, threads, errors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from claimwright.bench.intake import MESSAGE
from claimwright.core.errors import ConfigError
from claimwright.intake.labels import INTENTS
from claimwright.intake.model.reader import MAX_PIECES, ModelReader

TEXT = "Hi, this is Joaquin Bettencourt. Aetna paid, member ID W2281 77043, so why do I owe $88.16? Call 503-555-0143."


@pytest.fixture(scope="module")
def reader() -> ModelReader:
    return ModelReader.load()


def _values(reader: ModelReader, text: str) -> dict[str, str]:
    return {c.label: text[c.start : c.end] for c in reader.read(text).candidates}


def test_it_finds_what_a_plain_message_says(reader: ModelReader) -> None:
    reading = reader.read(TEXT)
    assert len(reading.intents) == len(INTENTS)
    assert abs(sum(reading.intents) - 1) < 1e-6
    assert INTENTS[reading.intents.index(max(reading.intents))] == "billing_inquiry"
    found = _values(reader, TEXT)
    assert found["CARRIER"] == "Aetna"
    assert found["MEMBER_ID"] == found["HEALTH_PLAN_ID"] == "W2281 77043"
    assert found["BILLED_AMOUNT"] == "$88.16"
    assert found["NAME"] == "Joaquin Bettencourt"
    assert all(0 < c.score < 1 and c.source == "model" for c in reading.candidates)


@pytest.mark.parametrize("before", ["👍🏽 ok. ", "re\u0301sume\u0301, ", "line\r\n\r\n", "\ufeff", "İstanbul ofisi. "])
def test_offsets_are_code_points(reader: ModelReader, before: str) -> None:
    found = _values(reader, before + TEXT)
    assert found["MEMBER_ID"] == "W2281 77043"
    assert found["NAME"] == "Joaquin Bettencourt"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "👍", "\ud800", "\x00\x01"])
def test_texts_with_nothing_in_them_give_no_spans(reader: ModelReader, text: str) -> None:
    assert reader.read(text).candidates == ()


def test_a_long_text_is_read_in_windows_that_cover_it(reader: ModelReader) -> None:
    text = "\n".join([TEXT] * 30)
    windows = reader.windows(text)
    assert windows[0][0] == 0
    assert windows[-1][1] == len(text)
    assert all(a < c <= b < d for (a, b), (c, d) in pairwise(windows))
    assert all(len(reader.encode(text[a:b]).starts) <= MAX_PIECES for a, b in windows)
    members = {c.start for c in reader.read(text).candidates if c.label == "MEMBER_ID"}
    assert len(members) == 30


def test_a_long_run_without_spaces_is_cut_all_the_same(reader: ModelReader) -> None:
    text = ("x9" * 30 + "-") * 60
    windows = reader.windows(text)
    assert len(windows) > 1
    assert all(len(reader.encode(text[a:b]).starts) <= MAX_PIECES + 1 for a, b in windows)


def test_threads_get_what_one_gets(reader: ModelReader) -> None:
    texts = [TEXT, TEXT.lower(), TEXT.upper(), TEXT.replace(" ", "  ")] * 4
    alone = reader.read_many(texts)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(reader.read, texts)) == alone


def test_the_message_that_is_timed_has_sixty_pieces(reader: ModelReader) -> None:
    assert len(reader.encode(MESSAGE).starts) == 60


def test_a_folder_without_a_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="model is not there"):
        ModelReader.load(tmp_path)
