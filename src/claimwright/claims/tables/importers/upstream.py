"""What the published files have in common: preambles, padding, noise in decimals, dates in their names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from claimwright.claims.tables.readcsv import TextRow, csv_lines
from claimwright.claims.tables.schema import Edition
from claimwright.core.errors import InputError, Location

_QUARTER = re.compile(r"(20\d\d)[ _-]?q([1-4])(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NOISE = Decimal("1e-6")


def records(path: Path, wanted: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The cells of the wanted columns, trimmed; a preamble before the header and blank rows are passed over.

    A wanted name that ends in `...` stands for the column whose name starts so. Raises `InputError` where no
    header has all of them, or a row is short.
    """
    lines = csv_lines(path)
    places = _find_header(path, lines, wanted)
    needed = max(places) + 1
    for line, cells in lines:
        if len(cells) < needed:
            if any(cell.strip() for cell in cells):
                raise _bad(path, line, f"the row has {len(cells)} cells, {needed} are needed")
            continue
        picked = [cells[place].strip() for place in places]
        if any(picked):
            yield line, picked


def _find_header(path: Path, lines: Iterator[TextRow], wanted: Sequence[str]) -> list[int]:
    for _, cells in lines:
        names = [" ".join(cell.split()) for cell in cells]
        places = [_place(names, name) for name in wanted]
        if min(places) >= 0:
            return places
    fix = "give the file that this kind reads; docs/tables.md lists them"
    what = f"no header has the columns {', '.join(wanted)}"
    raise InputError(what, where=str(path), fix=fix, code="TABLE-COLUMN")


def _place(names: list[str], wanted: str) -> int:
    if not wanted.endswith("..."):
        return names.index(wanted) if wanted in names else -1
    return next((index for index, name in enumerate(names) if name.startswith(wanted[:-3])), -1)


def has_columns(path: Path, wanted: Sequence[str]) -> bool:
    """Whether the first line of a file names all of these columns."""
    _, cells = next(csv_lines(path), (0, ()))
    return set(wanted) <= {cell.strip() for cell in cells}


def published(text: str, decimals: int, path: Path, line: int) -> str:
    """A figure with the decimals that CMS publishes, without binary noise: 0.8690000000000001 is 0.869.

    Raises `InputError` where more than noise would be lost.
    """
    try:
        exact = Decimal(text)
        rounded = exact.quantize(Decimal(1).scaleb(-decimals))
    except InvalidOperation:
        raise _bad(path, line, f"{text!r} is not a number") from None
    if not exact.is_finite() or abs(exact - rounded) > _NOISE:
        raise _bad(path, line, f"{text!r} has more than {decimals} decimals")
    return str(rounded)


def locality(contractor: str, number: str) -> str:
    """A Medicare locality as contractor and number, `10112-00`, with the zeros that spreadsheets drop."""
    return f"{contractor.zfill(5)}-{number.zfill(2)}"


def iso_date(text: str) -> str:
    """A date as `2024-07-01`, also where it is written `20240701`; `*` and blank are none."""
    if len(text) == 8 and text.isdigit():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return "" if text == "*" else text


def quarter_in_name(paths: Sequence[Path]) -> Edition | None:
    """The quarter that the first file's name states, as `2024q3`."""
    match = _QUARTER.search(paths[0].name)
    if match is None:
        return None
    year, number = int(match[1]), int(match[2])
    return quarter_of(dt.date(year, 3 * number, 1))


def quarter_of(day: dt.date) -> Edition:
    """The calendar quarter of a date."""
    month = day.month - (day.month - 1) % 3
    first = dt.date(day.year, month, 1)
    following = dt.date(day.year + month // 10, (month + 3 - 1) % 12 + 1, 1)
    return Edition(first, following - dt.timedelta(days=1))


def year_in_name(path: Path) -> int | None:
    """The year that a file's name states (`GPCI2025`, `25LOCCO`)."""
    match = _YEAR.search(path.name.replace("_", " "))
    short = re.match(r"(\d\d)[A-Za-z]", path.name)
    return int(match[1]) if match else 2000 + int(short[1]) if short else None


def fee_schedule_year(paths: Sequence[Path]) -> Edition | None:
    """The dates of a physician fee schedule file by the year in its name.

    The 2024 files at hand have the conversion factor 33.2875, which holds from 2024-03-09 (Consolidated
    Appropriations Act, 2024, section 305); other years run from January to December.
    """
    year = year_in_name(paths[0])
    if year is None:
        return None
    first = dt.date(2024, 3, 9) if year == 2024 else dt.date(year, 1, 1)
    return Edition(first, dt.date(year, 12, 31))


def _bad(path: Path, line: int, what: str) -> InputError:
    return InputError(what, where=Location(str(path), line), fix="check the file", code="TABLE-ROW")
