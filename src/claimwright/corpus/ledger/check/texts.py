"""The records of a processed file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from claimwright.core.errors import Location
from claimwright.corpus.ledger.files import Fault
from claimwright.corpus.ledger.findings import Finding
from claimwright.corpus.ledger.processed import scan_records, stored_text
from claimwright.corpus.records import CaseRecord, ProcessedLine, Stats

_DECISIONS = ("", "Upheld", "Overturned")
RecordRule = Callable[[CaseRecord], str]


def has_text(record: CaseRecord) -> str:
    """A record says something."""
    return "" if record.text.strip() else "no text"


def has_order(record: CaseRecord) -> str:
    """Ranges run forwards."""
    if record.effective_from and record.effective_to and record.effective_to < record.effective_from:
        return f"in force until {record.effective_to}, before {record.effective_from}"
    return f"page {record.page}" if record.page is not None and record.page < 1 else ""


def has_decision(record: CaseRecord) -> str:
    """Decisions are normalised; the source's wording is in `decision_raw`. HICRIC's own files have theirs as it came."""
    sound = record.decision in _DECISIONS or not record.case_id
    return "" if sound else f"decision {record.decision!r} is none of Upheld, Overturned"


RECORD_RULES: tuple[RecordRule, ...] = (has_text, has_order, has_decision)


def check_processed(path: Path, line: ProcessedLine) -> Iterator[Finding]:
    """Every record has text, its offsets cut that text out of the stored text, and the sizes are those of the ledger."""
    stored = _stored(path)
    size = words = chars = count = 0
    for found in scan_records(path):
        if isinstance(found, Fault):
            yield _finding(path, line, found.number, f"this is no record: {found.problem}")
            continue
        number, record = found
        count += 1
        size, words, chars = (
            size + len(record.text.encode()),
            words + len(record.text.split()),
            chars + len(record.text),
        )
        problems = [rule(record) for rule in RECORD_RULES]
        yield from (_finding(path, line, number, one) for one in (*problems, offsets(record, stored)) if one)
    if not count:
        what, fix = "no text in it", "where it is a scan, name an OCR command in CLAIMWRIGHT_OCR and process it again"
        yield Finding("warning", "CORPUS-EMPTY", what, line.local_path, Location(str(path)), fix)
    if line.stats and line.stats != Stats(size=size, words=words, chars=chars):
        yield _finding(path, line, 0, "its size is not the one in the ledger")


def offsets(record: CaseRecord, stored: str | None) -> str:
    """What is wrong with a record's offsets; HICRIC's own processed files have none, and no stored text."""
    if record.start is None and record.end is None:
        return "" if stored is None else "no offsets, though there is a stored text"
    if record.start is None or record.end is None:
        return "one offset without the other"
    if stored is None:
        return "offsets, but no stored text beside the processed file"
    if stored[record.start : record.end] != record.text or record.start < 0:
        return f"offsets {record.start}..{record.end} do not cut its text out of the stored text"
    return ""


def _stored(path: Path) -> str | None:
    """The stored text; newlines stay as they are, because offsets count them."""
    beside = stored_text(path)
    return beside.read_bytes().decode(errors="replace") if beside.is_file() else None


def _finding(path: Path, line: ProcessedLine, number: int, what: str) -> Finding:
    fix = "run `claimwright corpus process` again"
    return Finding("error", "CORPUS-RECORD", what, line.local_path, Location(str(path), number), fix)
