"""Pulling a dataset: its files through the fetcher, then into the corpus. It can be killed and run again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from claimwright.core.errors import NotFoundError
from claimwright.corpus.download.client import Client
from claimwright.corpus.download.finder import Options
from claimwright.corpus.download.report import Failure, Outcome
from claimwright.corpus.download.run import download
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import by_path, remove
from claimwright.corpus.pull import documents, outcomes
from claimwright.corpus.pull.datasets import Dataset
from claimwright.corpus.pull.hub import Hub
from claimwright.corpus.pull.notice import notice, write_notice
from claimwright.corpus.records import SourceLine


@dataclass
class Pulled:
    """What a pull did. `parts` counts documents and records of each part that is complete; a part with a failed file
    is left for the next run."""

    dataset: Dataset
    commit: str = ""
    parts: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    failures: list[Failure] = field(default_factory=list[Failure])
    skipped: list[str] = field(default_factory=list[str])
    notice: str = ""


def pull(
    layout: Layout,
    dataset: Dataset,
    client: Client,
    *,
    revision: str = "",
    parts: tuple[str, ...] = (),
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> Pulled:
    """Fetch a dataset and write it into a corpus. Raises `NotFoundError` for an unknown part, `InputError` for a
    damaged file, `MissingExtraError` where an optional package is absent."""
    if unknown := [part for part in parts if part not in dataset.parts]:
        fix = f"known parts: {', '.join(dataset.parts)}"
        raise NotFoundError(f"{dataset.key} has no part {unknown[0]!r}", fix=fix, code="PULL-PART")
    hub = Hub(dataset, revision or dataset.revision, parts or dataset.parts)
    nested = Layout(layout.state / "pull" / dataset.key)
    report = asyncio.run(download(nested, [hub.source()], client, Options(), tell))
    done = Pulled(dataset, hub.commit, failures=report.failures, skipped=[why for _, _, why in report.skipped])
    done.failures += _damaged(nested, hub)
    for part, shards in _whole(nested, hub).items():
        done.parts[part] = _write(layout, nested, dataset, part, shards)
    if done.parts:
        done.notice = _notice(layout, dataset, hub.commit)
    return done


def _damaged(nested: Layout, hub: Hub) -> list[Failure]:
    """Files whose hash is not the hub's; they are removed, so that the next run fetches them."""
    lines = by_path(nested.sources, SourceLine)
    wrong: list[Failure] = []
    for path, sha256 in hub.hashes.items():
        local = nested.relative(nested.raw / hub.dataset.key / path)
        line = lines.get(local)
        if line is not None and sha256 and line.sha256 != sha256:
            nested.locate(local).unlink(missing_ok=True)
            remove(nested.sources, [local])
            what, fix = "the file is not the one that the hub names", "run the command again"
            wrong.append(Failure(hub.dataset.key, path, line.url, "hash", what, fix))
    return wrong


def _whole(nested: Layout, hub: Hub) -> dict[str, dict[Path, str]]:
    """The files of each part of which none is missing, with their SHA-256."""
    lines = by_path(nested.sources, SourceLine)
    parts: dict[str, dict[Path, str]] = {}
    incomplete: set[str] = set()
    for path, part in hub.files.items():
        place = nested.raw / hub.dataset.key / path
        line = lines.get(nested.relative(place))
        if line is None or not place.is_file() or f"/{hub.commit}/" not in line.url:
            incomplete.add(part)
        else:
            parts.setdefault(part, {})[place] = line.sha256
    return {part: shards for part, shards in parts.items() if part not in incomplete}


def _write(layout: Layout, nested: Layout, dataset: Dataset, part: str, shards: dict[Path, str]) -> dict[str, int]:
    if dataset.key == "hicric":
        made = documents.Documents(layout, nested.state, dataset).make(part, shards)
        return {"documents": made.documents, "records": made.records}
    _, count = outcomes.write_outcomes(layout, part, shards)
    return {"documents": 1, "records": count}


def _notice(layout: Layout, dataset: Dataset, commit: str) -> str:
    documents_ = dataset.key == "hicric"
    text = notice(dataset, commit, documents.CHANGES if documents_ else outcomes.CHANGES)
    folder = layout.processed if documents_ else layout.root / "data" / "outcomes"
    write_notice(folder, dataset, text)
    return text
