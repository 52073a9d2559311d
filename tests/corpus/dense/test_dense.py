"""The dense leg follows a feed, embeds each text once, survives a kill, and finds by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from claimwright.corpus.index import dense
from claimwright.corpus.index.dense import DenseIndex, embedded_text
from claimwright.corpus.index.records import Changes, Filters, Provision
from claimwright.encoder.embed import Encoder

TEXTS = (
    (("Title 42", "§ 300gg-19. Appeals process", "(b) External review"), "The plan shall provide an external review."),
    (
        ("Title 42", "§ 300gg-111. Preventing surprise medical bills"),
        "Emergency services are covered without approval.",
    ),
    (("Title 29", "§ 1. Bureau of Labor Statistics"), "The Bureau shall collect statistics of wages."),
    (
        ("Title 26", "§ 223. Health savings accounts"),
        "A deduction is allowed for amounts paid to a health savings account.",
    ),
)


@dataclass
class Made:
    """A feed made in the test: provisions by id, with the generation in which each came or went."""

    identity: str = "one"
    generation: int = 1
    there: dict[int, tuple[int, Provision]] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)

    def changes(self, since: int) -> Changes:
        removed = tuple(sorted(key for key, when in self.gone.items() if when > since))
        return Changes(
            self.generation, removed, tuple(sorted(k for k, (when, _) in self.there.items() if when > since))
        )

    def provisions(self, ids: Iterable[int]) -> Iterator[Provision]:
        for key in sorted(ids):
            if key in self.there:
                yield self.there[key][1]

    def put(self, key: int, heading: tuple[str, ...], text: str) -> None:
        each = Provision(id=key, citation="", heading=heading, text=text, document=1, path="./data/processed/a.jsonl")
        self.there[key] = (self.generation, each)


@dataclass(frozen=True)
class Only:
    """What is allowed, said by ids."""

    keys: tuple[int, ...] | None = None
    filters: Filters = field(default_factory=Filters)
    only: tuple[int, ...] | None = None

    def ids(self) -> np.ndarray | None:
        return None if self.keys is None else np.array(self.keys, np.int64)


class Counting(Encoder):
    """The encoder, counting the texts that it is given."""

    seen = 0

    def embed(self, texts: Iterable[str], *, slide: bool = False) -> np.ndarray:  # type: ignore[override]
        self.seen += len(list(texts))
        return super().embed(list(texts), slide=slide)


@pytest.fixture
def feed() -> Made:
    made = Made()
    for number, (heading, text) in enumerate(TEXTS, start=1):
        made.put(number, heading, text)
    return made


@pytest.fixture
def encoder() -> Counting:
    loaded = Counting.load()
    assert isinstance(loaded, Counting)
    return loaded


def _found(index: DenseIndex, query: str, allowed: Only | None = None) -> list[int]:
    return [key for key, _ in index.search(query, limit=3, allowed=allowed or Only())]


def test_it_finds_by_meaning(tmp_path: Path, feed: Made, encoder: Counting) -> None:
    index = DenseIndex(tmp_path, feed, encoder)
    assert index.follow(feed) == 4
    assert _found(index, "an independent reviewer looks at the denial")[0] == 1
    assert _found(index, "went to the ER and got a huge bill")[0] == 2
    assert _found(index, "earnings of workers")[0] == 3
    assert _found(index, "went to the ER", Only((3, 4, 77)))[0] in (3, 4)
    assert _found(index, "went to the ER", Only(())) == []
    assert _found(index, " ?! ") == []
    scores = [score for _, score in index.search("external review", limit=4, allowed=Only())]
    assert scores == sorted(scores, reverse=True)
    assert 0.3 < scores[0] < 1.0001


def test_following_twice_does_nothing_more(tmp_path: Path, feed: Made, encoder: Counting) -> None:
    DenseIndex(tmp_path, feed, encoder).follow(feed)
    seen = encoder.seen
    assert DenseIndex(tmp_path, feed, encoder).follow(feed) == 0
    assert encoder.seen == seen == 4


def test_only_what_changed_is_embedded(tmp_path: Path, feed: Made, encoder: Counting) -> None:
    index = DenseIndex(tmp_path, feed, encoder)
    index.follow(feed)
    feed.generation = 2
    del feed.there[3]
    feed.gone[3] = 2
    feed.put(8, *TEXTS[2])
    feed.put(9, ("Title 42",), "Coverage of ambulance rides.")
    encoder.seen = 0
    assert index.follow(feed) == 3
    assert encoder.seen == 1
    assert _found(index, "earnings of workers")[0] == 8
    assert _found(index, "ambulance")[0] == 9


def test_vectors_outlive_a_new_store_and_a_stale_one_is_not_read(tmp_path: Path, feed: Made, encoder: Counting) -> None:
    DenseIndex(tmp_path, feed, encoder).follow(feed)
    other = replace(feed, identity="two", there={k + 10: (1, _numbered(p, k + 10)) for k, (_, p) in feed.there.items()})
    index = DenseIndex(tmp_path, other, encoder)
    assert _found(index, "external review") == []
    encoder.seen = 0
    assert DenseIndex(tmp_path, other, encoder).follow(other) == 4
    assert encoder.seen == 0
    assert _found(DenseIndex(tmp_path, other, encoder), "external review")[0] == 11


def test_a_killed_run_loses_one_batch_at_most(
    tmp_path: Path, feed: Made, encoder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "BATCH", 1)

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        DenseIndex(tmp_path, feed, encoder).follow(feed, stop)
    assert _found(DenseIndex(tmp_path, feed, encoder), "external review") == []
    encoder.seen = 0
    told: list[tuple[int, int]] = []
    index = DenseIndex(tmp_path, feed, encoder)
    assert index.follow(feed, lambda done, total: told.append((done, total))) == 4
    assert encoder.seen == 1
    assert told[-1] == (4, 4)
    assert _found(index, "earnings of workers")[0] == 3


def test_vectors_out_of_use_are_cleared_away(
    tmp_path: Path, feed: Made, encoder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "BATCH", 1)
    index = DenseIndex(tmp_path, feed, encoder)
    index.follow(feed)
    before = sum(path.stat().st_size for path in tmp_path.glob("*.shard"))
    feed.generation = 2
    for key in (1, 2, 3):
        del feed.there[key]
        feed.gone[key] = 2
    index.follow(feed)
    assert sum(path.stat().st_size for path in tmp_path.glob("*.shard")) == before / 4
    assert _found(index, "savings") == [4]


def _embedded(*heading: str) -> str:
    return embedded_text(Provision(id=1, citation="", heading=heading, text="The plan.", document=1, path=""))


def test_headings_are_embedded_from_the_section_on_and_short() -> None:
    assert (
        _embedded("Title 42", "§ 1. Appeals", "(a) In general", "(1) Notice") == "§ 1. Appeals. (1) Notice. The plan."
    )
    text = _embedded("Title 42", "CHAPTER 6A", "§ 1. " + "word " * 40, "(a) Notice")
    assert text.endswith("(a) Notice. The plan.")
    assert len(text.split()) == 20
    assert _embedded("Chapter 12", "40", "40.1", "40.1.2 Surgery") == "40. 40.1. 40.1.2 Surgery. The plan."


def _numbered(each: Provision, key: int) -> Provision:
    return Provision(
        id=key, citation=each.citation, heading=each.heading, text=each.text, document=each.document, path=each.path
    )
