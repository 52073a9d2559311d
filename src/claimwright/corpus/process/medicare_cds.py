"""Coverage determinations and articles of the Medicare coverage database (cms.gov): archives of CSV tables.

An archive holds national determinations (`ncd_trkg`), local ones (`lcd`) or billing articles (`article`), alone or in archives within.
Every narrative field of a document is a record, divided at its own headings where it is longer than about 350 words; each group of codes
is a record with the group's words, the codes as a list and under `codes` in `identifiers`. Citations are `NCD 220.6.17`, `LCD L33822`,
`Article A52464`. `identifiers` have the document's number, version, status, contractors, states and related documents; dates
of effect and end are those of the document's version. `jurisdiction` is the state where it is one, `US` for a national
determination. Revision histories are marked under `note`. Descriptions of CPT and CDT codes are left out: they are licensed.

Table and column names were verified in public code that reads these archives (several independent loaders agree on `ncd_trkg`, `lcd`,
`article`, `*_x_hcpc_code`, `*_x_icd10_covered`, `*_x_contractor`, `contractor`, `contractor_jurisdiction`, `state_lookup`,
`*_related_documents`, `*_x_revision_history`), not on a live archive; a missing table or column is taken as empty. A field
that is not known by name but holds markup or 60 characters and more is a narrative field too. Flags and internal
dates are not kept.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimwright.core.errors import InputError
from claimwright.corpus.citations.records import Citation
from claimwright.corpus.process._dates import parse_date
from claimwright.corpus.process._fragment import Line, fragment_lines
from claimwright.corpus.process._mcd_fields import FIELDS, IGNORED, NATIONAL
from claimwright.corpus.process._mcd_tables import Group, Key, Tables, key_of_row, unpack
from claimwright.corpus.process._provisions import LONG
from claimwright.corpus.process._report import problem
from claimwright.corpus.process._table import Row
from claimwright.corpus.process._unicode import tidy
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_VIEW = "https://www.cms.gov/medicare-coverage-database/view"
_NOTHING = {"", "n/a", "na", "none", "not applicable", "null"}


@dataclass(frozen=True, slots=True)
class _Document:
    """A determination or article, in the version at hand."""

    kind: str
    citation: Citation
    title: str
    url: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    identifiers: dict[str, str]
    jurisdiction: str = ""

    def record(self, text: str, section: tuple[str, ...], said: dict[str, str] | None = None) -> TextRecord:
        return TextRecord(
            text=text,
            section=(f"{self.citation} {self.title}", *section),
            citation=str(self.citation),
            title=self.title,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            url=self.url,
            jurisdiction=self.jurisdiction,
            identifiers={**self.identifiers, **(said or {})},
        )


@dataclass(frozen=True, slots=True)
class _Local:
    """What other tables say of local determinations, or of articles, by document."""

    kind: str
    groups: dict[Key, list[Group]]
    contractors: dict[Key, list[Row]]
    states: dict[Key, list[str]]
    related: dict[Key, list[Row]]
    histories: dict[Key, list[Row]]
    further: dict[str, dict[Key, list[Row]]] = field(default_factory=dict[str, dict[Key, list[Row]]])


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The records of every document, in the order of its table; raises `InputError` for what is no such archive."""
    with tempfile.TemporaryDirectory(prefix="claimwright-") as folder:
        tables = Tables(unpack(path, Path(folder)))
        if not any(name in tables for name in ("ncd_trkg", "lcd", "article")):
            raise InputError(
                "the archive holds none of the tables ncd_trkg, lcd, article",
                where=str(path),
                fix="check that this is an export of the Medicare coverage database",
                code="CORPUS-TABLE",
            )
        for row in tables.rows("ncd_trkg"):
            yield from _national(row)
        for kind in ("lcd", "article"):
            if kind in tables:
                yield from _locals(tables, kind)


def _national(row: Row) -> Iterator[TextRecord]:
    number = row.take("ncd_mnl_sect")
    if not number:
        return problem(row.where, "the determination has no manual section")
    said = {"kind": "ncd", "ncd_id": row.take("ncd_id"), "version": row.take("ncd_vrsn_num")}
    said |= {name: row.take(column) for name, column in NATIONAL.items()}
    document = _Document(
        kind="ncd",
        citation=Citation("NCD", number),
        title=row.take("ncd_mnl_sect_title"),
        url=f"{_VIEW}/ncd.aspx?ncdid={said['ncd_id']}&ncdver={said['version']}",
        effective_from=parse_date(row.take("ncd_efctv_dt")),
        effective_to=parse_date(row.take("ncd_trmntn_dt")),
        identifiers={name: value for name, value in said.items() if value},
        jurisdiction="US",
    )
    yield from _narrative(row, document)


def _locals(tables: Tables, kind: str) -> Iterator[TextRecord]:
    contractors = tables.contractors(kind)
    names = ("other_coding_group", "code_table", "response_to_comment")
    local = _Local(
        kind,
        tables.groups(kind),
        contractors,
        tables.states(kind, contractors),
        tables.by_document(kind, f"{kind}_related_documents"),
        tables.by_document(kind, f"{kind}_x_revision_history"),
        {name: tables.by_document(kind, f"{kind}_x_{name}") for name in names},
    )
    for row in tables.rows(kind):
        key = key_of_row(row, kind)
        if not key[0]:
            problem(row.where, f"the {kind} has no number")
            continue
        document = _local(row, key, local)
        yield from _narrative(row, document)
        for group in local.groups.get(key, []):
            yield from _codes(group, document)
        yield from _further(local, key, document)


def _local(row: Row, key: Key, local: _Local) -> _Document:
    lcd = local.kind == "lcd"
    states = local.states.get(key, [])
    holders = local.contractors.get(key, [])
    said = {
        "kind": local.kind,
        "version": key[1],
        "status": row.take("status"),
        "contractor": "; ".join(dict.fromkeys(holder.take("contractor_bus_name") for holder in holders)),
        "contractor_number": " ".join(dict.fromkeys(holder.take("contractor_number") for holder in holders)),
        "states": " ".join(states),
        "related": " ".join(_related(local.related.get(key, []))),
        "keywords": tidy(row.take("keywords")),
    }
    starts = ("rev_eff_date", "orig_det_eff_date") if lcd else ("article_eff_date",)
    ends = ("rev_end_date", "ent_det_end_date") if lcd else ("article_end_date", "article_rev_end_date")
    address = f"lcd.aspx?LCDId={key[0]}" if lcd else f"article.aspx?articleId={key[0]}"
    return _Document(
        kind=local.kind,
        citation=Citation("LCD" if lcd else "Article", _number(row.take("display_id"), key[0], "L" if lcd else "A")),
        title=row.take("title"),
        url=f"{_VIEW}/{address}&ver={key[1]}",
        effective_from=_first_date(row, starts),
        effective_to=_first_date(row, (*ends, "date_retired")),
        identifiers={name: value for name, value in said.items() if value},
        jurisdiction=states[0] if len(states) == 1 else "",
    )


def _number(shown: str, number: str, letter: str) -> str:
    """`L33822`; a proposed determination is shown under a number of its own, as `DL39001`."""
    if shown[:1].isalpha():
        return shown.upper()
    return f"D{letter}{shown}" if shown and shown != number else f"{letter}{number}"


def _first_date(row: Row, columns: tuple[str, ...]) -> dt.date | None:
    return next((date for column in columns if (date := parse_date(row.take(column)))), None)


def _related(rows: list[Row]) -> list[str]:
    found = [
        f"{letter}{number}"
        for row in rows
        for letter, column in (("L", "r_lcd_id"), ("A", "r_article_id"))
        if (number := row.take(column)) and number.strip("0")
    ]
    return sorted(set(found))


def _narrative(row: Row, document: _Document) -> Iterator[TextRecord]:
    """The narrative fields of a document, those known by name first, in the order in which CMS shows them."""
    fields = FIELDS[document.kind]
    known = [(caption, row.take(column), column) for column, caption in fields.items()]
    rest = [
        (column.replace("_", " ").strip().capitalize(), value, column)
        for column, value in row.rest().items()
        if column.casefold() not in IGNORED and (len(value) >= 60 or "</" in value)
    ]
    for caption, value, column in known + rest:
        said = {"note": "revision-history"} if column in {"rev_hstry", "history_exp"} else {}
        yield from _field(caption, value, document, said)


def _field(caption: str, value: str, document: _Document, said: dict[str, str]) -> Iterator[TextRecord]:
    if value.strip().casefold() in _NOTHING:
        return
    lines = fragment_lines(value)
    for heading, text in _divided(lines):
        if text.casefold() not in _NOTHING:
            yield document.record(text, (caption, heading) if heading else (caption,), said)


def _divided(lines: list[Line]) -> list[tuple[str, str]]:
    """A long field under its own headings, else whole; a heading that heads nothing stays text."""
    whole = "\n".join(line.text for line in lines)
    if len(whole.split()) <= LONG:
        return [("", whole)]
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        if not line.heading:
            parts[-1][1].append(line.text)
        elif parts[-1][0] and not parts[-1][1]:
            parts[-1] = (f"{parts[-1][0]} {line.text}", [])
        else:
            parts.append((line.text, []))
    return [(heading if body else "", "\n".join(body) or heading) for heading, body in parts if heading or body]


def _codes(group: Group, document: _Document) -> Iterator[TextRecord]:
    words = "\n".join(line.text for line in fragment_lines(group.words))
    listed = [f"{code} {words_of}".strip() for code, words_of in group.codes]
    text = "\n".join(filter(None, (words if words.casefold() not in _NOTHING else "", *listed)))
    if text:
        said = {
            "codes": " ".join(code for code, _ in group.codes),
            "code_system": group.spec.system,
            "coverage": group.spec.coverage,
            "group": group.number,
        }
        section = (group.spec.caption, f"Group {group.number}")
        yield document.record(text, section, {name: value for name, value in said.items() if value})


def _further(local: _Local, key: Key, document: _Document) -> Iterator[TextRecord]:
    """Other coding, tables of drugs by code, answers to comments, and the history of revisions."""
    for row in local.further["other_coding_group"].get(key, []):
        yield from _field("Other coding", "\n".join((row.take("paragraph"), row.take("codes"))), document, {})
    listed = [_drug(row) for row in local.further["code_table"].get(key, [])]
    if listed:
        yield document.record("\n".join(listed), ("Table of codes",))
    for row in local.further["response_to_comment"].get(key, []):
        yield from _field("Comment", row.take("comment"), document, {})
        yield from _field("Response to comment", row.take("response"), document, {})
    for row in local.histories.get(key, []):
        date = parse_date(row.take("rev_hist_date"))
        caption = f"Revision {row.take('rev_hist_num')}" + (f", {date.isoformat()}" if date else "")
        yield from _field(caption, row.take("rev_hist_exp"), document, {"note": "revision-history"})


def _drug(row: Row) -> str:
    dates = (parse_date(row.take(column)) for column in ("eff_date", "end_date"))
    period = " to ".join(date.isoformat() for date in dates if date)
    cells = (row.take("hcpc_code_id"), row.take("brand_name"), period, tidy(row.take("comments")))
    return " | ".join(cell for cell in cells if cell)


PROCESSOR = Processor(key="medicare_cds", version=1, read=read)
