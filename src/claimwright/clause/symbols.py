"""What the packs declare, gathered from all of them before any rule is checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from claimwright.clause import syntax
from claimwright.clause.diagnostics import Diagnostic, Note, Severity, closest
from claimwright.clause.syntax import Span
from claimwright.clause.types import (
    BUILT_IN,
    DATE,
    TEXT,
    WRONG,
    CodeOf,
    EnumOf,
    ListOf,
    Maybe,
    Num,
    RecordOf,
    RowOf,
    SetOf,
    Type,
    strip,
)


class CodeBook(Protocol):
    """Who knows whether a group, adjustment reason or remark code is valid; the host gives one."""

    def check(self, system: str, code: str, start: dt.date | None, end: dt.date | None) -> str | None:
        """What is wrong with the code in this window of dates, or None. `system` is `group`, `carc` or `rarc`."""
        ...


@dataclass(slots=True)
class FieldInfo:
    name: str
    type: Type
    span: Span
    key: bool = False


@dataclass(slots=True)
class RecordInfo:
    name: str
    written_as: str
    dated_by: str
    fields: dict[str, FieldInfo]
    pack: str
    path: str
    span: Span


@dataclass(slots=True)
class TableInfo:
    name: str
    title: str
    columns: dict[str, FieldInfo]
    pack: str
    path: str
    span: Span

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns.values() if c.key)


@dataclass(slots=True)
class ResultInfo:
    name: str
    subject: str
    type: Type
    starts: bool
    """Whether it has a value before any clause sets it."""
    pack: str
    path: str
    span: Span
    start: Any = None


@dataclass(slots=True)
class FunctionInfo:
    """The signature of a `define`; every version must have the same."""

    name: str
    parameters: tuple[tuple[str, Type], ...]
    returns: Type
    pack: str
    path: str
    span: Span


@dataclass(slots=True)
class Symbols:
    """Everything declared, by name, over all packs that are checked together."""

    codes: dict[str, str] = field(default_factory=dict[str, str])
    enumerations: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    records: dict[str, RecordInfo] = field(default_factory=dict[str, RecordInfo])
    tables: dict[str, TableInfo] = field(default_factory=dict[str, TableInfo])
    results: dict[str, ResultInfo] = field(default_factory=dict[str, ResultInfo])
    functions: dict[str, FunctionInfo] = field(default_factory=dict[str, FunctionInfo])
    clauses: dict[str, list[tuple[syntax.Pack, syntax.Clause]]] = field(
        default_factory=dict[str, list[tuple[syntax.Pack, syntax.Clause]]]
    )
    words: dict[str, str] = field(default_factory=dict[str, str])
    """`plan` to `Plan`."""
    home: dict[str, tuple[str, str, Span]] = field(default_factory=dict[str, tuple[str, str, Span]])
    """Where each name is declared: pack, path, span."""
    visible: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    """The packs whose names each pack may use."""
    lines: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """The text of each pack file, by path."""
    used: set[str] = field(default_factory=set[str])
    read: set[str] = field(default_factory=set[str])
    written: set[str] = field(default_factory=set[str])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def report(self, code: str, message: str, path: str, span: Span, *, label: str = "", fix: str = "",
               notes: Iterable[Note] = (), warning: bool = False, at: str = "") -> None:  # fmt: skip
        """Add a finding; `at` narrows the span to a name that stands on its first line."""
        severity = Severity.WARNING if warning else Severity.ERROR
        span = self._narrow(path, span, at) if at else span
        self.diagnostics.append(Diagnostic(code, message, path, span, label, fix, tuple(notes), severity))

    def _narrow(self, path: str, span: Span, name: str) -> Span:
        lines = self.lines.get(path, [])
        if span.line > len(lines):
            return span
        found = re.compile(rf"(?<![\w]){re.escape(name)}(?![\w])").search(lines[span.line - 1], span.column - 1)
        if found is None:
            return span
        return Span(span.line, found.start() + 1, span.line, found.end() + 1)

    def unknown(self, kind: str, name: str, candidates: Iterable[str], path: str, span: Span) -> None:
        """Report an unknown name, with the nearest known one."""
        near = closest(name, list(candidates))
        fix = f"did you mean `{near}`?" if near else f"declare it, or use the pack that declares this {kind}"
        self.report("CL201", f"there is no {kind} `{name}`", path, span, label="unknown name", fix=fix, at=name)

    def see(self, name: str, pack: str, path: str, span: Span) -> None:
        """Mark a declared name as used, and report it where its pack is not in `uses`."""
        self.used.add(name)
        owner = self.home[name][0]
        if owner != pack and owner not in self.visible.get(pack, frozenset()):
            self.report(
                "CL203",
                f"`{name}` is declared in pack `{owner}`, which this pack does not use",
                path, span, label="not visible here", fix=f"add `uses {owner}` under the pack line", at=name,
            )  # fmt: skip


def gather(packs: Iterable[syntax.Pack]) -> Symbols:
    """Collect all declarations; names, duplicates and the types of fields are checked here."""
    packs = tuple(packs)
    symbols = Symbols(lines={pack.path: pack.source.split("\n") for pack in packs})
    names = {pack.name for pack in packs}
    for pack in packs:
        for use in pack.uses:
            if use.name not in names:
                symbols.unknown("pack", use.name, names, pack.path, use.span)
        symbols.visible[pack.name] = frozenset(use.name for use in pack.uses)
    _check_pack_names(symbols, packs)
    for pack in packs:
        for declaration in pack.declarations:
            _declare_name(symbols, pack, declaration)
    for pack in packs:
        for declaration in pack.declarations:
            _declare_types(symbols, pack, declaration)
    return symbols


def _check_pack_names(symbols: Symbols, packs: tuple[syntax.Pack, ...]) -> None:
    seen: dict[str, syntax.Pack] = {}
    for pack in packs:
        if pack.name in seen:
            other = seen[pack.name]
            symbols.report("CL202", f"two packs are named `{pack.name}`", pack.path, pack.span,
                           fix="rename one of them", notes=[Note("the other", other.path, other.span)])  # fmt: skip
        seen[pack.name] = pack


def _declare_name(symbols: Symbols, pack: syntax.Pack, declaration: syntax.Declaration) -> None:
    """First pass: what exists. Versions of one clause or define share a name."""
    if isinstance(declaration, syntax.Test | syntax.Data):
        return
    if _is_version(symbols, declaration):
        if isinstance(declaration, syntax.Clause):
            symbols.clauses[declaration.name].append((pack, declaration))
        return
    _enter(symbols, pack, declaration)
    _claim_name(symbols, pack, declaration.name, declaration.span)


def _is_version(symbols: Symbols, declaration: syntax.Declaration) -> bool:
    """Whether this is another version of a rule or function that is already declared."""
    match declaration:
        case syntax.Clause():
            return declaration.name in symbols.clauses
        case syntax.Define():
            return declaration.name in symbols.functions
        case _:
            return False


def _enter(symbols: Symbols, pack: syntax.Pack, declaration: syntax.Declaration) -> None:
    """Enter a new declaration under its kind; types of fields come in the second pass."""
    here = (pack.name, pack.path, declaration.span)
    match declaration:
        case syntax.Clause():
            symbols.clauses[declaration.name] = [(pack, declaration)]
        case syntax.Define():
            symbols.functions[declaration.name] = FunctionInfo(declaration.name, (), WRONG, *here)
        case syntax.CodeSystem():
            symbols.codes[declaration.name] = pack.name
        case syntax.Enumeration():
            symbols.enumerations[declaration.name] = tuple(m.name for m in declaration.members)
            _check_members(symbols, pack, declaration)
        case syntax.Record():
            info = RecordInfo(declaration.name, declaration.written_as, declaration.dated_by, {}, *here)
            symbols.records[declaration.name] = info
            if declaration.written_as:
                symbols.words[declaration.written_as] = declaration.name
        case syntax.Table():
            symbols.tables[declaration.name] = TableInfo(declaration.name, declaration.title, {}, *here)
        case syntax.Result():
            starts = declaration.start is not None
            symbols.results[declaration.name] = ResultInfo(declaration.name, declaration.subject, WRONG, starts, *here)
        case _:
            pass


def _claim_name(symbols: Symbols, pack: syntax.Pack, name: str, span: Span) -> None:
    if name in symbols.home:
        _, path, other = symbols.home[name]
        symbols.report("CL202", f"`{name}` is declared twice", pack.path, span, label="declared again here",
                       fix="rename one of them", notes=[Note("declared first here", path, other)], at=name)  # fmt: skip
        return
    if name in BUILT_IN or name == "Number":
        symbols.report("CL202", f"`{name}` is a built-in type", pack.path, span, fix="choose another name", at=name)
    symbols.home[name] = (pack.name, pack.path, span)


def _check_members(symbols: Symbols, pack: syntax.Pack, declaration: syntax.Enumeration) -> None:
    seen: set[str] = set()
    for member in declaration.members:
        if member.name in seen:
            symbols.report(
                "CL202",
                f"`{member.name}` stands twice in enumeration `{declaration.name}`",
                pack.path,
                member.span,
                fix="remove one",
            )
        seen.add(member.name)


def _declare_types(symbols: Symbols, pack: syntax.Pack, declaration: syntax.Declaration) -> None:
    """Second pass: the types of fields, columns, results and functions, now that every type name is known."""
    match declaration:
        case syntax.Record():
            info = symbols.records[declaration.name]
            info.fields = _fields(symbols, pack, declaration.fields)
            if declaration.dated_by and not _is_date(info.fields.get(declaration.dated_by)):
                symbols.report("CL204", f"record `{info.name}` is dated by `{declaration.dated_by}`, which is not a Date field of it",
                               pack.path, declaration.span, fix="name a field of type Date")  # fmt: skip
            if declaration.written_as:
                _add_data_fields(info)
        case syntax.Table():
            info = symbols.tables[declaration.name]
            info.columns = _fields(symbols, pack, declaration.columns)
            if not info.keys:
                symbols.report(
                    "CL501",
                    f"table `{info.name}` has no key column",
                    pack.path,
                    declaration.span,
                    fix="write `key` before the columns that identify a row",
                )
            _check_columns(symbols, pack, declaration)
        case syntax.Result():
            info = symbols.results[declaration.name]
            info.type = _result_type(symbols, pack, declaration)
            if declaration.subject not in symbols.records:
                symbols.unknown("record", declaration.subject, symbols.records, pack.path, declaration.span)
            else:
                symbols.see(declaration.subject, pack.name, pack.path, declaration.span)
        case syntax.Define():
            _declare_function(symbols, pack, declaration)
        case _:
            pass


def _result_type(symbols: Symbols, pack: syntax.Pack, result: syntax.Result) -> Type:
    """Once set, a result stays present: what was asked of it keeps holding."""
    kind = resolve_type(symbols, pack, result.type)
    if isinstance(kind, Maybe):
        symbols.report("CL301", f"a result is absent until it is set, so its type is {kind.item}", pack.path, result.type.span,
                       label=str(kind), fix="leave the question mark out, and set it only where there is a value")  # fmt: skip
    return strip(kind)


RESERVED_COLUMNS = ("row", "lost")
"""What every row has beside its columns: its number, and the versions that lost."""


def _check_columns(symbols: Symbols, pack: syntax.Pack, table: syntax.Table) -> None:
    for column in table.columns:
        if column.name in RESERVED_COLUMNS:
            symbols.report("CL202", f"every row has a `{column.name}` of its own", pack.path, column.span,
                           fix=f"choose another name, such as `{column.name}_number`", at=column.name)  # fmt: skip


def _is_date(info: FieldInfo | None) -> bool:
    return info is not None and info.type == DATE


def _add_data_fields(info: RecordInfo) -> None:
    implicit = (
        ("name", TEXT),
        ("title", TEXT),
        ("in_force_from", Maybe(DATE)),
        ("in_force_until", Maybe(DATE)),
    )
    for name, kind in implicit:
        info.fields.setdefault(name, FieldInfo(name, kind, info.span))


def _fields(symbols: Symbols, pack: syntax.Pack, declared: tuple[syntax.FieldDecl, ...]) -> dict[str, FieldInfo]:
    fields: dict[str, FieldInfo] = {}
    for each in declared:
        if each.name in fields:
            symbols.report(
                "CL202", f"`{each.name}` is declared twice", pack.path, each.span, fix="remove or rename one"
            )
        fields[each.name] = FieldInfo(each.name, resolve_type(symbols, pack, each.type), each.span, each.key)
    return fields


def _declare_function(symbols: Symbols, pack: syntax.Pack, declaration: syntax.Define) -> None:
    parameters = tuple((p.name, resolve_type(symbols, pack, p.type)) for p in declaration.parameters if p.type)
    returns = resolve_type(symbols, pack, declaration.returns)
    info = symbols.functions[declaration.name]
    if info.span == declaration.span and info.path == pack.path:
        info.parameters, info.returns = parameters, returns
    elif (info.parameters, info.returns) != (parameters, returns):
        symbols.report("CL405", f"this version of `{declaration.name}` has other parameters or another result than the first",
                       pack.path, declaration.span, fix="give every version the same parameters and result",
                       notes=[Note("the first version", info.path, info.span)])  # fmt: skip


def resolve_type(symbols: Symbols, pack: syntax.Pack, expr: syntax.TypeExpr) -> Type:
    """The type that is written; an unknown name is reported."""
    match expr:
        case syntax.OptionalType():
            return Maybe(strip(resolve_type(symbols, pack, expr.item)))
        case syntax.ListType():
            return ListOf(resolve_type(symbols, pack, expr.item))
        case syntax.SetType():
            item = resolve_type(symbols, pack, expr.item)
            if not isinstance(item, CodeOf) and item != WRONG:
                symbols.report(
                    "CL301",
                    f"a set holds codes, not {item}",
                    pack.path,
                    expr.span,
                    fix=f"write `list of {item}`",
                )
            return SetOf(item)
        case syntax.NamedType():
            return _resolve_name(symbols, pack, expr)


def _resolve_name(symbols: Symbols, pack: syntax.Pack, expr: syntax.NamedType) -> Type:
    if expr.table:
        if expr.name in symbols.tables:
            symbols.see(expr.name, pack.name, pack.path, expr.span)
            return RowOf(expr.name)
        symbols.unknown("table", expr.name, symbols.tables, pack.path, expr.span)
        return WRONG
    if expr.name == "Number":
        return Num("number", expr.decimals or 0)
    if expr.name in BUILT_IN:
        return BUILT_IN[expr.name]
    for known, make in ((symbols.codes, CodeOf), (symbols.enumerations, EnumOf), (symbols.records, RecordOf)):
        if expr.name in known:
            symbols.see(expr.name, pack.name, pack.path, expr.span)
            return make(expr.name)
    every = [*BUILT_IN, *symbols.codes, *symbols.enumerations, *symbols.records]
    symbols.unknown("type", expr.name, every, pack.path, expr.span)
    return WRONG
