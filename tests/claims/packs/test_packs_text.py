"""The bundled packs as text: checked, formatted, documented, cited and in the order that the domain asks for."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections import Counter
from functools import cache

import msgspec
import pytest

from claimwright.claims import codes, records
from claimwright.claims.packs import bundled
from claimwright.clause import syntax
from claimwright.clause.check import Checked
from claimwright.clause.diagnostics import Diagnostic
from claimwright.clause.format import format_source
from claimwright.clause.program import check_sources, read_sources
from claimwright.clause.testing import TestReport, run_tests

ORDER = "validity duplicates eligibility contract payability edits companions authorization coverage pricing cost_share"


@cache
def checked() -> tuple[Checked, tuple[Diagnostic, ...]]:
    return check_sources(read_sources(bundled()), codes.bundled())


@cache
def report() -> TestReport:
    return run_tests(checked()[0])


def clauses() -> list[tuple[syntax.Pack, syntax.Clause]]:
    return [
        (pack, each) for pack in checked()[0].packs for each in pack.declarations if isinstance(each, syntax.Clause)
    ]


def decisions(node: object) -> list[syntax.Decide]:
    """Every decision below a node of the tree."""
    if isinstance(node, syntax.Decide):
        return [node]
    if isinstance(node, tuple):
        return [found for each in node for found in decisions(each)]
    names = ("body", "exceptions", "branches", "cases")
    return [found for name in names for found in decisions(getattr(node, name, ()))]


def test_checker_finds_nothing() -> None:
    assert [f"{each.path}:{each.span.line} {each.message}" for each in checked()[1]] == []


def test_every_test_in_the_packs_passes() -> None:
    failed = [(each.pack, each.title, each.failures) for each in report().results if each.failures]
    assert failed == []
    assert len(report().results) >= 80


def test_every_branch_is_taken_by_some_test() -> None:
    missed = {each.rule: each.missed for each in report().coverage if each.missed}
    assert missed == {}
    assert sum(each.branches for each in report().coverage) >= 400


@pytest.mark.parametrize("path", bundled(), ids=lambda path: path.stem)
def test_packs_are_formatted(path: typing.Any) -> None:
    source = path.read_text(encoding="utf-8")
    assert format_source(source, str(path)) == source


def test_every_clause_is_documented_and_dated() -> None:
    for pack, clause in clauses():
        assert clause.doc and clause.doc[0].strip(), f"{pack.name}.{clause.name} has no doc"
        dates = clause.dating and (clause.dating.start or clause.dating.end)
        assert dates is not None, f"{pack.name}.{clause.name} has no date"


def test_no_service_is_older_than_the_rules_and_paid() -> None:
    """The guard ends where the others begin: without a rule in force a line would be paid as charged."""
    (guard,) = [clause for _, clause in clauses() if clause.name == "before_these_rules"]
    assert guard.dating is not None and guard.dating.end is not None
    begins = [clause.dating.start for _, clause in clauses() if clause.dating and clause.dating.start]
    assert max(begins) == guard.dating.end + dt.timedelta(days=1)


def test_every_denial_says_why_with_a_value() -> None:
    for _, clause in clauses():
        for decision in decisions(clause):
            if decision.kind in ("deny", "reduce", "pend"):
                assert decision.because is not None, clause.name
            if decision.kind == "pend":
                assert decision.needs is not None, clause.name


def test_every_clause_stands_in_one_stage() -> None:
    staged = Counter(entry.clause for stage in pipeline().stages for entry in stage.entries)
    assert set(staged) == {clause.name for _, clause in clauses()}
    assert set(staged.values()) == {1}


def test_stages_follow_the_line_pipeline() -> None:
    assert [stage.name for stage in pipeline().stages] == ORDER.split()
    guarded = {stage.name for stage in pipeline().stages if stage.unless == ("denied", "pended")}
    assert guarded == {"pricing", "cost_share"}


def pipeline() -> syntax.Pipeline:
    found = [each for pack in checked()[0].packs for each in pack.declarations if isinstance(each, syntax.Pipeline)]
    assert [each.name for each in found] == ["professional"]
    return found[0]


def test_every_outcome_of_the_first_set_is_there() -> None:
    found = {f"{each.reason.group}-{each.reason.reason}" for _, c in clauses() for each in decisions(c) if each.reason}
    wanted = """CO-181 CO-182 CO-146 CO-16 CO-14 CO-13 CO-110 CO-206 CO-207 CO-208 CO-299 CO-185 OA-18 PR-31 CO-140 PR-26
    PR-27 PR-200 CO-239 PR-32 PR-242 CO-29 CO-197 CO-198 CO-284 CO-302 CO-39 CO-236 CO-151 CO-B15 PR-204 PR-96 PR-119
    CO-147 CO-45 PR-45 CO-94 PR-1 PR-2 PR-3"""
    assert set(wanted.split()) <= found


def test_a_reason_code_past_its_end_is_found() -> None:
    sources = read_sources(bundled())
    path = next(path for path in sources if path.endswith("authorization.clause"))
    findings = check_sources({**sources, path: sources[path].replace("deny CO-284", "deny CO-15")}, codes.bundled())[1]
    assert [each.code for each in findings] == ["CL410"]


# --- the vocabulary mirrors the records ----------------------------------------------------------------------------

RECORDS = {
    each.__name__: each
    for each in vars(records).values()
    if isinstance(each, type) and issubclass(each, records.Record)
}
MIRRORED = sorted(set(RECORDS) - {"Record"})
NUMBERS = {"Money", "Quantity", "Integer"}


@pytest.mark.parametrize("name", MIRRORED)
def test_vocabulary_mirrors_the_record(name: str) -> None:
    declared = {each.name: each for each in declarations(syntax.Record)}[name]
    hints = typing.get_type_hints(RECORDS[name])
    fields = [field.name for field in msgspec.structs.fields(RECORDS[name])]
    assert [field.name for field in declared.fields] == fields
    for field in declared.fields:
        assert agrees(field.type, hints[field.name]), f"{name}.{field.name}: {hints[field.name]}"


def declarations(kind: type[typing.Any]) -> list[typing.Any]:
    vocabulary = next(pack for pack in checked()[0].packs if pack.name == "vocabulary")
    return [each for each in vocabulary.declarations if isinstance(each, kind)]


def agrees(written: syntax.TypeExpr, hint: typing.Any) -> bool:
    """Whether a type in Clause says what a Python annotation says."""
    arguments = typing.get_args(hint)
    if isinstance(written, syntax.OptionalType):
        rest = [each for each in arguments if each is not types.NoneType]
        return types.NoneType in arguments and len(rest) == 1 and agrees(written.item, rest[0])
    if isinstance(written, syntax.ListType):
        return typing.get_origin(hint) is tuple and agrees(written.item, arguments[0])
    return isinstance(written, syntax.NamedType) and name_agrees(written.name, hint)


def name_agrees(name: str, hint: typing.Any) -> bool:
    if typing.get_origin(hint) is typing.Literal:
        members = {
            each.name: tuple(member.name for member in each.members) for each in declarations(syntax.Enumeration)
        }
        return members.get(name) == typing.get_args(hint)
    systems = {each.name for each in declarations(syntax.CodeSystem)}
    return {
        str: name == "Text" or name in systems,
        int: name in NUMBERS,
        bool: name == "Boolean",
        dt.date: name == "Date",
    }.get(hint, getattr(hint, "__name__", "") == name)
