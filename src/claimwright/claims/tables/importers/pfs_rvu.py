"""Relative values and payment indicators of the Medicare physician fee schedule.

For 2024 CMS's data arrives in two files, amounts and indicators, joined here by code and modifier; from 2025
in one (PPRRVU). Pricing: 42 CFR 414.22.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import fee_schedule_year, has_columns, published, records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Schema
from claimwright.core.errors import InputError, Location

_COLUMNS = (
    Column("procedure", "code", key=True),
    Column("modifier", "code", key=True),
    Column("work_rvu", "number", decimals=2),
    Column("nonfacility_pe_rvu", "number", decimals=2),
    Column("facility_pe_rvu", "number", decimals=2),
    Column("malpractice_rvu", "number", decimals=2),
    Column("conversion_factor", "number", decimals=4),
    Column("status", "text"),
    Column("nonfacility_na", "boolean"),
    Column("facility_na", "boolean"),
    Column("pctc", "text"),
    Column("global_days", "text"),
    Column("preoperative", "number", decimals=2),
    Column("intraoperative", "number", decimals=2),
    Column("postoperative", "number", decimals=2),
    Column("multiple_procedure", "text"),
    Column("bilateral", "text"),
    Column("assistant", "text"),
    Column("co_surgeon", "text"),
    Column("team", "text"),
    Column("endoscopic_base", "text"),
    Column("supervision", "text"),
    Column("imaging_family", "text"),
)
SCHEMA = Schema("pfs_rvu", _COLUMNS)
_AMOUNTS_2024 = ("hcpcs_code", "mod", "rvu_work", "rvu_non_pe", "rvu_fac_pe", "rvu_mp", "cf")
_INDICATORS_2024 = (
    *("hcpcs_code", "mod", "status", "non_na", "fac_na", "pctc", "glob", "pre_op", "intra_op", "post_op"),
    *(
        "mult_proc",
        "bilat_surg",
        "asst_surg",
        "co_surg",
        "team_surg",
        "endo_base",
        "phys_diag_pro",
        "diag_img_fam",
    ),
)
_PPRRVU = (
    *("hcpcs", "mod", "work_rvu", "nonfac_pe_rvu", "fac_pe_rvu", "mp_rvu", "conversion_factor", "status"),
    *("nonfac_na", "fac_na", "pctc", "global_days", "pre_op", "intra_op", "post_op", "multiple_procedure"),
    *("bilateral", "assistant", "co_surgeon", "team", "endoscopic_base", "supervision", "imaging_family"),
)


def _rows(paths: Paths) -> Iterator[TextRow]:
    amounts = [path for path in paths if has_columns(path, _AMOUNTS_2024)]
    if not amounts:
        for path in paths:
            yield from (_clean(path, line, cells) for line, cells in records(path, _PPRRVU))
        return
    indicators = _indicators([path for path in paths if path not in amounts])
    for path in amounts:
        for line, cells in records(path, _AMOUNTS_2024):
            yield _clean(path, line, [*cells, *_of(indicators, cells, path, line)])


def _indicators(paths: Paths) -> dict[tuple[str, str], list[str]]:
    rows = (cells for path in paths for _, cells in records(path, _INDICATORS_2024))
    return {(code, modifier): others for code, modifier, *others in rows}


def _of(indicators: dict[tuple[str, str], list[str]], cells: list[str], path: Path, line: int) -> list[str]:
    try:
        return indicators[cells[0], cells[1]]
    except KeyError:
        code = f"{cells[0]} {cells[1]}".strip()
        fix = "give the file of payment indicators of the same year too"
        where = Location(str(path), line)
        raise InputError(f"{code} has no payment indicators", where=where, fix=fix, code="TABLE-ROW") from None


def _clean(path: Path, line: int, cells: list[str]) -> TextRow:
    """Figures with their published decimals, indicators without `.0`, NA as a truth value."""
    made: list[str] = []
    for column, text in zip(_COLUMNS, cells, strict=True):
        if column.type == "number":
            made.append(published(text, column.decimals, path, line))
        elif column.type == "boolean":
            made.append(str(text == "NA"))
        else:
            made.append(text.removesuffix(".0"))
    return line, made


IMPORTERS = (Importer("pfs-rvu", "Medicare physician fee schedule, relative values", SCHEMA, _rows, fee_schedule_year),)
