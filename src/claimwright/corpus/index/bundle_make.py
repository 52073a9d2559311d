"""Making the bundled sections again, from the files of the US Code by our own processor."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.core.errors import NotFoundError
from claimwright.corpus.citations import Citation, parse_citation
from claimwright.corpus.index import bundle
from claimwright.corpus.index.build import records
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.files import encode, read
from claimwright.corpus.local import register_local
from claimwright.corpus.processing import process_corpus
from claimwright.corpus.records import ProcessedLine, TextRecord

EDITION = dt.date(2023, 4, 1)
"""The month of the edition that the files hold."""
_NAME = "usc_title_{}.jsonl"
SECTIONS = {
    26: "36B 62 104 105 106 125 213 220 223 4375 4376 4377 4980B 4980D 4980H 5000A 7702B 9801 9802 9803 9811 9812 9813 "
    "9815 9816 9817 9818 9819 9820 9822 9823 9824 9825 9831 9832 9833",
    29: "1002 1003 1021 1022 1024 1102 1104 1109 1132 1133 1134 1135 1140 1144 1161 1162 1163 1166 1167 1169 1181 1182 "
    "1185 1185a 1185b 1185c 1185d 1185e 1185f 1185g 1185h 1185i 1185k 1185l 1185m 1185n 1191a 1191b",
    42: "300gg 300gg-1 300gg-3 300gg-4 300gg-5 300gg-6 300gg-7 300gg-8 300gg-11 300gg-12 300gg-13 300gg-14 300gg-15 "
    "300gg-15a 300gg-16 300gg-17 300gg-18 300gg-19 300gg-19a 300gg-19b 300gg-22 300gg-25 300gg-26 300gg-27 300gg-28 "
    "300gg-91 300gg-111 300gg-112 300gg-113 300gg-114 300gg-115 300gg-117 300gg-118 300gg-119 300gg-120 300gg-131 "
    "300gg-132 300gg-133 300gg-134 300gg-135 300gg-136 300gg-137 300gg-138 300gg-139 1320d-2 1395a 1395b-6 1395c 1395d "
    "1395e 1395k 1395n 1395o 1395y 1395cc-1 1395dd 1395ff 1395gg 1395hh 1395ii 1395kk 1395pp 1395ss 1395w-4(b) "
    "1395w-21(a) 1395w-22 1395w-101 1395w-102 1395w-104(g) 1395w-104(h) 1395w-104(b) 1396a(a)(3) 1396a(a)(8) "
    "1396a(a)(19) 1396b(r) 1396d(r) 1396r-8(d) 1396u-2(b) 1397cc 12182 18001 18011 18021 18022 18023 18031(d) 18032 18071 18091 "
    "18116",
}
"""What is bundled, by title: sections, and parts of the longest ones."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made; `size` in bytes, compressed."""

    folder: str
    sections: int
    records: int
    size: int


def make_bundle(source: Path, into: Path | None = None) -> Bundle:
    """Process the titles of a folder (`usc_title_26.jsonl.gz`, ...) and keep the records of `SECTIONS`.

    The same files and processor give the same bytes. Raises `NotFoundError` where a title is not there, or a section is
    not in it.
    """
    target = into or bundle.folder()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="claimwright-") as scratch:
        lines = [_title(source, title, Layout(Path(scratch) / str(title)), target) for title in SECTIONS]
    with atomic(target / "ledger.jsonl") as file:
        file.writelines(map(encode, lines))
    files = [target / line.local_processed_path for line in lines]
    return Bundle(
        folder=str(target),
        sections=sum(len(each.split()) for each in SECTIONS.values()),
        records=sum(1 for file in files for _ in gzip.open(file)),
        size=sum(file.stat().st_size for file in files),
    )


def _title(source: Path, title: int, layout: Layout, target: Path) -> ProcessedLine:
    """Write the records of one title; its ledger line."""
    path = next((path for path in source.rglob(f"{_NAME.format(title)}*") if path.is_file()), None)
    if path is None:
        raise NotFoundError(
            f"title {title} of the US Code is not here",
            where=str(source),
            fix=f"put {_NAME.format(title)}.gz there",
            code="BUNDLE",
        )
    register_local(layout, [path], accessed=EDITION)
    process_corpus(layout)
    line = next(read(layout.processed_sources, ProcessedLine))
    name = _NAME.format(title) + ".gz"
    content = b"".join(_kept(title, layout.locate(line.local_processed_path)))
    with atomic(target / name) as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(content)
    return msgspec.structs.replace(
        line,
        local_processed_path=name,
        processed_md5=hashlib.md5(content, usedforsecurity=False).hexdigest(),
        stats=None,
    )


def _kept(title: int, processed: Path) -> Iterator[bytes]:
    """The chosen records in document order, one a line, without offsets into a text that is not bundled."""
    missing = set(SECTIONS[title].split())
    for name, record in chosen(title, records(processed)):
        missing.discard(name)
        yield msgspec.json.encode(msgspec.structs.replace(record, start=None, end=None)) + b"\n"
    if missing:
        raise NotFoundError(
            f"sections of title {title} are not in the file: {', '.join(sorted(missing))}",
            where=processed.name,
            fix="use the edition that the documentation names",
            code="BUNDLE-SECTION",
        )


def chosen(title: int, found: Iterable[TextRecord]) -> Iterator[tuple[str, TextRecord]]:
    """The records that lie in one of `SECTIONS`, each with the one it lies in."""
    places: defaultdict[str, list[tuple[str, Citation]]] = defaultdict(list)
    for name in SECTIONS[title].split():
        place = parse_citation(f"{title} USC {name}")
        assert place is not None
        places[place.section].append((name, place))
    for record in found:
        citation = parse_citation(record.citation)
        near = places.get(citation.section, []) if citation else []
        name = next((name for name, place in near if citation and place.contains(citation)), "")
        if name:
            yield name, record
