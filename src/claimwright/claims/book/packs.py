"""The packs of a book: read to know which plans, contracts and tables they write down."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claimwright.claims.book.problems import Problems
from claimwright.clause import syntax
from claimwright.core.errors import ClaimwrightError, Location


def read_packs(paths: Iterable[Path], folder: Path, problems: Problems) -> tuple[syntax.Pack, ...]:
    """Parse packs; what does not parse is reported with its place, relative to the book."""
    packs: list[syntax.Pack] = []
    for path in paths:
        shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        try:
            packs.append(parse_pack(path.read_text(encoding="utf-8"), shown))
        except UnicodeDecodeError as error:
            problems.report(shown, 0, "", f"the file is not UTF-8: {error}", fix="save it as UTF-8")
        except ClaimwrightError as error:
            where = error.where if isinstance(error.where, Location) else Location(shown)
            problems.report(
                shown, where.line, str(where.column or ""), error.what, fix=error.fix, code=error.code
            )
    return tuple(packs)


def written_names(packs: Iterable[syntax.Pack]) -> dict[str, set[str]]:
    """The names of all records written as data, by their word: `{"plan": {"harbor_silver", ...}, ...}`."""
    names: dict[str, set[str]] = {}
    for pack in packs:
        for each in pack.declarations:
            if isinstance(each, syntax.Data):
                names.setdefault(each.word, set()).add(each.name)
    return names
