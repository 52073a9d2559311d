"""The example book's claims through the real rules: every view holds on what the compiler writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jsonschema
import msgspec
import pytest
from typer.testing import CliRunner

from claimwright.cli.main import build as command_line
from claimwright.core.tokens import count_tokens
from claimwright.trace.archive import Archive
from claimwright.trace.codec import encode
from claimwright.trace.diff import diff
from claimwright.trace.export import export, load_schema
from claimwright.trace.find import rules
from claimwright.trace.provenance import Provenance
from claimwright.trace.render import View, render_text, render_tree
from claimwright.trace.sites import Trace
from claimwright.trace.skeleton import MOST_TOKENS, render_skeleton
from claimwright.trace.slices import Slicer
from claimwright.trace.subjects import subjects
from claimwright.trace.tree import Tree
from claimwright.trace.why import render_why, why
from claimwright.trace.why_not import why_not

BOOK = Path(__file__).parents[2] / "examples" / "harbor"
STATES = {"paid": {"adjusted", "undecided"}, "denied": {"denied"}, "pended": {"pended"}}
GOLDEN_CLAIM = "H-1001"


@pytest.fixture(scope="module", params=["full", "outcome"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("real")
    words = ["claims", "adjudicate", "--book", str(BOOK), "--out", str(folder / "run"), "--trace", request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMWRIGHT_HOME", str(folder))
        result = CliRunner().invoke(command_line(), [*words, str(BOOK / "claims" / "1-coding.837")])
        assert result.exit_code in (0, 1), (result.output, result.exception)
        yield Archive(folder / "run")


def trees(archive: Archive) -> list[Tree]:
    return [archive.tree(subject) for subject in archive]


def test_every_view_holds_on_every_claim(archive: Archive) -> None:
    for tree in trees(archive):
        assert len(render_tree(tree).splitlines()) == len(render_text(tree).splitlines()) == len(tree)
        assert render_tree(tree, View(hide_passes=True))
        assert count_tokens(render_skeleton(tree)) < MOST_TOKENS
        assert diff(tree, tree).is_empty


def test_why_agrees_with_the_outcome_of_every_line(archive: Archive) -> None:
    for tree in trees(archive):
        slicer = Slicer(tree)
        for subject in subjects(tree):
            answer = why(tree, subject, near=True, slicer=slicer)
            assert answer.outcome is not None
            status = next(value.text for value in answer.outcome.values if value.name == "status")
            assert answer.state in STATES[status], (tree.trace.header.subject, subject)


def test_every_slice_is_closed_under_what_encloses_it(archive: Archive) -> None:
    for tree in trees(archive)[:4]:
        slicer = Slicer(tree)
        for subject in subjects(tree):
            inside = {step.node for step in slicer.of_subject(subject)}
            assert all(set(tree.ancestors(node)) <= inside for node in inside)


def test_exports_fit_the_schema(archive: Archive) -> None:
    validator = jsonschema.Draft202012Validator(load_schema())
    tree = archive.tree(GOLDEN_CLAIM)
    validator.validate(msgspec.json.decode(msgspec.json.encode(export(tree))))


def test_every_rule_can_be_asked_about(archive: Archive) -> None:
    tree = archive.tree(GOLDEN_CLAIM)
    for rule in rules(tree):
        for subject in subjects(tree):
            assert why_not(tree, rule, subject).evaluations


def test_the_golden_denial_names_both_codes_the_other_claim_and_the_row(archive: Archive) -> None:
    tree = archive.tree(GOLDEN_CLAIM)
    text = render_why(tree, why(tree, "1", near=True))
    assert "deny CO-236" in text and "99212" in text and "99202" in text and "ABCD1234" in text
    if tree.trace.header.level == "full":
        assert "find pair in ncci_ptp where column_one is 99202, column_two is 99212" in text
        assert "modifier_indicator 1" in text


def test_values_with_origins_have_sources_unless_a_list_was_empty(archive: Archive) -> None:
    tree = archive.tree(GOLDEN_CLAIM)
    if tree.trace.header.level != "full":
        pytest.skip("only a full trace holds what values came from")
    provenance = Provenance(tree)
    for node in tree:
        if node.kind in {"run", "call"}:
            continue
        for index, value in enumerate(node.values):
            is_searched = {origin.kind for origin in value.origins} == {"search"}
            if value.origins and value.evaluated and not is_searched:
                assert provenance.sources(node.id, index), (node.id, value.name)


def test_a_trace_without_rows_is_shown_as_empty(archive: Archive) -> None:
    full = archive.tree(GOLDEN_CLAIM)
    bare = Tree(Trace(msgspec.structs.replace(full.trace.header, level="off"), []), full.table)
    assert (render_tree(bare), render_text(bare), subjects(bare)) == ("", "", ())
    assert why(bare, GOLDEN_CLAIM).state == "undecided"
    assert export(bare)["nodes"] == [] and render_skeleton(bare) == ""
    assert encode(bare.trace.header, [])
