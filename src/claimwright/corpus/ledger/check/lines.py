"""Rules on one ledger line by itself; each takes the line and its place and yields what it finds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from claimwright.core.errors import Location
from claimwright.corpus.ledger.check.off_topic import off_topic
from claimwright.corpus.ledger.findings import Finding
from claimwright.corpus.records import ProcessedLine, SourceLine
from claimwright.corpus.tags import KB, partitions

_MD5 = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
LineRule = Callable[[SourceLine, Location], Iterator[Finding]]


def partition(line: SourceLine, where: Location) -> Iterator[Finding]:
    """Exactly one partition tag on each document."""
    found = partitions(line.tags)
    if len(found) == 1:
        return
    problem = f"several partition tags: {', '.join(found)}" if found else "no partition tag"
    fix = "keep exactly one of the six partition tags (`corpus stats --by partition` names them)"
    yield Finding("error", "CORPUS-PARTITION", problem, line.local_path, where, fix)


def paths(line: SourceLine, where: Location) -> Iterator[Finding]:
    """Paths are POSIX, relative to the corpus, under their folder, and never climb out of it."""
    pairs = [("local_path", line.local_path, "./data/raw/")]
    if isinstance(line, ProcessedLine):
        pairs.append(("local_processed_path", line.local_processed_path, "./data/processed/"))
    for key, value, folder in pairs:
        if not is_inside(value, folder):
            fix = f"write it as {folder}..."
            yield Finding("error", "CORPUS-PATH", f"{key} is not a path under {folder}", line.local_path, where, fix)


def is_inside(path: str, folder: str) -> bool:
    """Whether a ledger path stays under its folder, so that it may be opened."""
    return path.startswith(folder) and ".." not in path.split("/") and "\\" not in path and "\0" not in path


def hashes(line: SourceLine, where: Location) -> Iterator[Finding]:
    """Hashes are there and have the form of one."""
    if line.md5 is None:
        yield Finding("error", "CORPUS-MD5", "no md5 of the raw file", line.local_path, where, "add its md5")
    elif not _MD5.fullmatch(line.md5):
        yield Finding("error", "CORPUS-MD5", f"{line.md5!r} is no md5", line.local_path, where, "hash the file again")
    if line.sha256 and not _SHA256.fullmatch(line.sha256):
        what = f"{line.sha256!r} is no sha256"
        yield Finding("error", "CORPUS-SHA256", what, line.local_path, where, "hash the file again")


def dates(line: SourceLine, where: Location) -> Iterator[Finding]:
    """The date of access is a date, written 2024-01-17."""
    try:
        sound = len(line.date_accessed) == 10 and dt.date.fromisoformat(line.date_accessed)
    except ValueError:
        sound = False
    if not sound:
        what = f"date_accessed {line.date_accessed!r} is no date"
        yield Finding("error", "CORPUS-DATE", what, line.local_path, where, "write it like 2024-01-17")


def address(line: SourceLine, where: Location) -> Iterator[Finding]:
    """The address says where the file came from."""
    if not line.url.startswith(("http://", "https://", "file:")):
        what = f"url {line.url!r} is no web address"
        yield Finding(
            "warning", "CORPUS-URL", what, line.local_path, where, "give the address that it was fetched from"
        )


def topic(line: SourceLine, where: Location) -> Iterator[Finding]:
    """Documents on topics that have no place among health-coverage rules."""
    hits = off_topic(line.tags)
    if hits:
        listed = ", ".join(f"{name} ({tag})" for name, tag in hits)
        what = f"off topic: {listed}"
        fix = "remove its lines, or, if it is of use, take the tag off the list in corpus/ledger/off_topic.toml"
        yield Finding("warning", "CORPUS-OFF-TOPIC", what, line.local_path, where, fix)


def tags(line: SourceLine, where: Location) -> Iterator[Finding]:
    """Tags that say nothing: null, empty, or twice."""
    if None in line.tags or "" in line.tags:
        yield Finding("note", "CORPUS-TAG-NULL", "a null or empty tag", line.local_path, where)
    if len(set(line.tags)) != len(line.tags):
        twice = sorted({str(tag) for tag in line.tags if line.tags.count(tag) > 1})
        yield Finding("note", "CORPUS-TAG-TWICE", f"a tag twice: {', '.join(twice)}", line.local_path, where)


def definitive(line: SourceLine, where: Location) -> Iterator[Finding]:
    """Regulatory guidance is as a rule definitive; one that is not marked so is worth a look."""
    if "regulatory-guidance" in line.tags and KB not in line.tags:
        yield Finding("note", "CORPUS-KB", "regulatory guidance without the tag kb", line.local_path, where)


LINE_RULES: tuple[LineRule, ...] = (partition, paths, hashes, dates, address, topic, tags, definitive)


def check_line(line: SourceLine, where: Location) -> Iterator[Finding]:
    """Everything that one line shows by itself."""
    for rule in LINE_RULES:
        yield from rule(line, where)
