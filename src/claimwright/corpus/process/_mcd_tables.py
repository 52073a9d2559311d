"""The tables of the Medicare coverage database: an archive unpacked, joins by document, codes and contractors."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimwright.core.errors import InputError
from claimwright.corpus.process._table import Row, csv_rows

Key = tuple[str, str]
"""A document's number and version."""

_DEPTH = 4
_LARGEST = 8 << 30


def unpack(archive: Path, folder: Path) -> dict[str, Path]:
    """The CSV tables of an archive and of the archives in it, by name; raises `InputError` for a damaged one."""
    try:
        return dict(_unpacked(archive, folder, 0))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"the archive cannot be read: {error}", where=str(archive), fix="download it again", code="CORPUS-ZIP"
        ) from error


def _unpacked(archive: Path, folder: Path, depth: int) -> Iterator[tuple[str, Path]]:
    with zipfile.ZipFile(archive) as opened:
        if sum(member.file_size for member in opened.infolist()) > _LARGEST:
            raise zipfile.BadZipFile("it holds more than 8 GiB")
        for number, member in enumerate(opened.infolist()):
            name = Path(member.filename).name.lower()
            if not name.endswith((".csv", ".zip")) or name.startswith("."):
                continue
            target = folder / f"{depth}-{number}-{re.sub(r'[^a-z0-9_.]', '_', name)}"
            with opened.open(member) as source, target.open("wb") as made:
                shutil.copyfileobj(source, made)
            if name.endswith(".csv"):
                yield name.removesuffix(".csv"), target
            elif depth < _DEPTH:
                below = folder / f"{target.name}.d"
                below.mkdir()
                yield from _unpacked(target, below, depth + 1)


@dataclass(frozen=True, slots=True)
class Codes:
    """A table of codes of a document: its name after `lcd_x_` or `article_x_`, columns, and what to call it."""

    table: str
    code: str
    group: str
    caption: str
    system: str
    coverage: str = ""


CODES = (
    Codes("hcpc_code", "hcpc_code_id", "hcpc_code_group", "CPT and HCPCS codes", "HCPCS"),
    Codes("hcpc_modifier", "hcpc_modifier_code_id", "hcpc_modifier_group", "Modifiers", "HCPCS modifier"),
    Codes(
        "icd10_covered",
        "icd10_code_id",
        "icd10_covered_group",
        "ICD-10-CM codes that support medical necessity",
        "ICD-10-CM",
        "covered",
    ),
    Codes(
        "icd10_noncovered",
        "icd10_code_id",
        "icd10_noncovered_group",
        "ICD-10-CM codes that do not support medical necessity",
        "ICD-10-CM",
        "noncovered",
    ),
    Codes("icd10_pcs_code", "icd10_pcs_code_id", "icd10_pcs_code_group", "ICD-10-PCS codes", "ICD-10-PCS", "covered"),
    Codes(
        "icd10_support",
        "icd10_code_id",
        "icd10_support_group",
        "ICD-10-CM codes that support medical necessity",
        "ICD-10-CM",
        "covered",
    ),
    Codes(
        "icd10_dont_support",
        "icd10_code_id",
        "icd10_dont_support_group",
        "ICD-10-CM codes that do not support medical necessity",
        "ICD-10-CM",
        "noncovered",
    ),
    Codes("revenue_code", "revenue_code_id", "", "Revenue codes", "NUBC revenue code"),
    Codes("bill_code", "bill_code_id", "", "Bill type codes", "NUBC bill type"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of codes of a document, each with its description where it may be shown."""

    spec: Codes
    number: str
    words: str = ""
    codes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


class Tables:
    """The tables of one archive. Each is read when asked for; a missing one is empty."""

    def __init__(self, paths: dict[str, Path]) -> None:
        self._paths = paths

    def __contains__(self, name: str) -> bool:
        return name in self._paths

    def rows(self, name: str) -> Iterator[Row]:
        if name in self._paths:
            yield from csv_rows(self._paths[name])

    def by_document(self, kind: str, name: str) -> dict[Key, list[Row]]:
        """The rows of a table by the document of that kind (`lcd`, `article`) that they belong to."""
        found: dict[Key, list[Row]] = {}
        for row in self.rows(name):
            found.setdefault(key_of_row(row, kind), []).append(row)
        return found

    def groups(self, kind: str) -> dict[Key, list[Group]]:
        """Groups of codes by document, in the order of `CODES` and of the groups' numbers."""
        found: dict[Key, dict[tuple[str, str], Group]] = {}
        for spec in CODES:
            for row in self.rows(f"{kind}_x_{spec.table}_group"):
                words = "\n".join(filter(None, (row.take("paragraph"), row.take("icd10_covered_ast"))))
                number = row.take(spec.group) or "1"
                found.setdefault(key_of_row(row, kind), {})[spec.table, number] = Group(spec, number, words)
            self._add_codes(kind, spec, found)
        return {key: sorted(groups.values(), key=_place) for key, groups in found.items()}

    def _add_codes(self, kind: str, spec: Codes, found: dict[Key, dict[tuple[str, str], Group]]) -> None:
        shared: dict[tuple[str, str], tuple[str, str]] = {}
        for row in self.rows(f"{kind}_x_{spec.table}"):
            number = (row.take(spec.group) if spec.group else "") or "1"
            groups = found.setdefault(key_of_row(row, kind), {})
            group = groups.setdefault((spec.table, number), Group(spec, number))
            code = row.take(spec.code)
            entry = (code, _description(row, code, spec))
            if code:
                group.codes.append(shared.setdefault(entry, entry))

    def contractors(self, kind: str) -> dict[Key, list[Row]]:
        """The contractors of each document."""
        known = {_contractor(row): row for row in self.rows("contractor")}
        found: dict[Key, list[Row]] = {}
        for row in self.rows(f"{kind}_x_contractor"):
            if held := known.get(_contractor(row)):
                found.setdefault(key_of_row(row, kind), []).append(held)
        return found

    def states(self, kind: str, contractors: dict[Key, list[Row]]) -> dict[Key, list[str]]:
        """The states of each document: its primary jurisdiction if stated, else those of its contractors."""
        names = {
            row.take("state_id"): row.take("state_abbrev", "state_code", "abbreviation", "description")
            for row in self.rows("state_lookup")
        }
        served: dict[tuple[str, ...], list[str]] = {}
        for row in self.rows("contractor_jurisdiction"):
            if not row.take("term_date"):
                served.setdefault(_contractor(row), []).append(names.get(row.take("state_id"), ""))
        found = {
            key: [name for row in rows for name in served.get(_contractor(row), [])]
            for key, rows in contractors.items()
        }
        stated: dict[Key, list[str]] = {}
        for row in self.rows(f"{kind}_x_primary_jurisdiction"):
            stated.setdefault(key_of_row(row, kind), []).append(names.get(row.take("state_id"), ""))
        return {key: sorted({name for name in each if name}) for key, each in {**found, **stated}.items()}


def key_of_row(row: Row, kind: str) -> Key:
    """The document of a row: `lcd_id` and `lcd_version`, or the like."""
    return row.take(f"{kind}_id"), row.take(f"{kind}_version")


def _contractor(row: Row) -> tuple[str, ...]:
    return tuple(row.take(name) for name in ("contractor_id", "contractor_type_id", "contractor_version"))


def _place(group: Group) -> tuple[int, int, str]:
    return CODES.index(group.spec), int(group.number) if group.number.isdigit() else 0, group.number


def _description(row: Row, code: str, spec: Codes) -> str:
    """What the source says of a code; nothing for CPT (AMA) and CDT (ADA) codes, whose texts are licensed."""
    if spec.system.startswith("HCPCS") and not re.fullmatch(r"[A-CE-Z]\w*", code):
        return ""
    return row.take("long_description", "description", "short_description")
