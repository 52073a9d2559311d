"""A small corpus of invented documents, with its files, to check, count, compare and export."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger import files
from claimwright.corpus.ledger.processed import digests
from claimwright.corpus.records import ProcessedLine, SourceLine, TextRecord

APPEALS = (
    "A plan must give a person who appeals the file of the claim, free of charge, and time to answer what is new in it."
)
SCREENING = (
    "Screening for colorectal cancer is covered at ages ≥45 – once in 5–10 years, § 12(b) says; a ½ dose is none."
)
BULLETIN = "The department reminds issuers that a denial letter names the reviewer’s specialty and the rule relied on."


def add(
    layout: Layout,
    name: str,
    texts: Sequence[str | TextRecord],
    *,
    tags: tuple[str | None, ...] = ("legal", "kb"),
    preprocessor: str = "text",
    **more: str,
) -> ProcessedLine:
    """Put a document in a corpus: its raw file, its processed file with offsets, its stored text, its ledger lines."""
    records = [one if isinstance(one, TextRecord) else TextRecord(text=one) for one in texts]
    raw = layout.raw / f"{name}.txt"
    raw.parent.mkdir(parents=True, exist_ok=True)
    raw.write_text(f"{name}\n" + "\n\n".join(one.text for one in records), encoding="utf-8")
    processed = layout.processed / f"{name}.jsonl"
    processed.parent.mkdir(parents=True, exist_ok=True)
    stored = ""
    with processed.open("wb") as file:
        for one in records:
            start = len(stored)
            stored += one.text + "\n\n"
            placed = msgspec.structs.replace(one, start=start, end=start + len(one.text))
            file.write(msgspec.json.encode(placed) + b"\n")
    processed.with_suffix(".txt").write_bytes(stored.encode())
    line = SourceLine(
        url=more.pop("url", f"https://rules.example.org/{name}"),
        date_accessed=more.pop("date_accessed", "2026-02-03"),
        local_path=layout.relative(raw),
        tags=tags,
        preprocessor=preprocessor,
        md5=hashlib.md5(raw.read_bytes(), usedforsecurity=False).hexdigest(),
        **more,
    )
    done = ProcessedLine(
        **msgspec.structs.asdict(line),
        local_processed_path=layout.relative(processed),
        processed_by="text/1",
        processed_md5=digests(processed, "md5")[0],
    )
    files.upsert(layout.sources, [line])
    files.upsert(layout.processed_sources, [done])
    return done


def small_corpus(root: Path) -> Layout:
    """Three documents from three places."""
    layout = Layout(root)
    add(layout, "legal/act", [APPEALS, SCREENING], tags=("legal", "kb", "new-york"))
    add(layout, "guidance/bulletin", [BULLETIN], tags=("regulatory-guidance", "kb"), url="https://dept.example.gov/b1")
    add(layout, "cases/one", [APPEALS + " The reviewer agreed."], tags=("case-description", "new-york"))
    return layout
