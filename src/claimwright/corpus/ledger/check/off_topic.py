"""Topics of the Food and Drug Administration that are no coverage rules: one list, in `off_topic.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class OffTopic:
    """The topic of each listed tag. The list holds among documents tagged `among` only."""

    among: str
    topics: dict[str, str]


@cache
def off_topic_list() -> OffTopic:
    """The list as it stands in the file."""
    table = tomllib.loads(files("claimwright.corpus.ledger").joinpath("off_topic.toml").read_text(encoding="utf-8"))
    topics = {tag: name for name, entry in table["topics"].items() for tag in entry["tags"]}
    return OffTopic(table["among"], topics)


def off_topic(tags: Sequence[str | None]) -> list[tuple[str, str]]:
    """Topic and tag of each of these tags that is on the list."""
    known = off_topic_list()
    if known.among not in tags:
        return []
    return [(known.topics[tag], tag) for tag in tags if tag is not None and tag in known.topics]
