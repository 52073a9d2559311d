"""The packs of a book: which plans, contracts and tables they write down, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claimwright.claims import codes
from claimwright.claims.book.problems import Problems
from claimwright.clause import syntax
from claimwright.clause.check import check
from claimwright.clause.diagnostics import Diagnostic
from claimwright.clause.parser import parse_file


def read_packs(paths: Iterable[Path], folder: Path, problems: Problems) -> tuple[syntax.Pack, ...]:
    """Parse packs; what does not parse is reported with its place, relative to the book."""
    packs: list[syntax.Pack] = []
    for path in paths:
        pack, findings = parse_file(path)
        _report(findings, folder, problems)
        if pack is not None:
            packs.append(pack)
    return tuple(packs)


def check_packs(packs: tuple[syntax.Pack, ...], folder: Path, problems: Problems) -> None:
    """Check the rules and data of packs that parse."""
    _report(check(packs, codes.bundled()).diagnostics, folder, problems)


def written_names(packs: Iterable[syntax.Pack]) -> dict[str, set[str]]:
    """The names of all records written as data, by their word: `{"plan": {"harbor_silver", ...}, ...}`."""
    names: dict[str, set[str]] = {}
    for pack in packs:
        for each in pack.declarations:
            if isinstance(each, syntax.Data):
                names.setdefault(each.word, set()).add(each.name)
    return names


def _report(findings: Iterable[Diagnostic], folder: Path, problems: Problems) -> None:
    for each in findings:
        if each.is_error:
            path = Path(each.path)
            shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
            problems.report(shown, each.span.line, str(each.span.column), each.message, fix=each.fix, code=each.code)
