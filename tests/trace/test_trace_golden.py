"""Views and the export of the story, side by side with what they should be."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from random_traces import traces
from story import Facts, build

from claimwright.trace.diff import diff, render_diff
from claimwright.trace.export import export, load_schema
from claimwright.trace.render import View, render_node, render_text, render_tree
from claimwright.trace.sites import SiteTable, Trace
from claimwright.trace.skeleton import render_skeleton
from claimwright.trace.tree import Tree
from claimwright.trace.why import render_why, why
from claimwright.trace.why_not import render_why_not, why_not

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]

FAILED = Facts(fails=True)


def views() -> dict[str, str]:
    tree, broken = build(), build(FAILED)
    nodes = "\n\n".join(render_node(tree, tree.node(number)) for number in (4, 7, 15, 27, 30))
    return {
        "tree.txt": render_tree(tree),
        "tree-short.txt": render_tree(tree, View(hide_passes=True, subject="1")),
        "text-of-an-error.txt": render_text(broken),
        "skeleton.txt": render_skeleton(tree),
        "nodes.txt": nodes,
        "why-denied.txt": render_why(tree, why(tree, "1")),
        "why-paid-near.txt": render_why(tree, why(tree, "2", near=True)),
        "why-failed.txt": render_why(broken, why(broken, "2")),
        "why-not.txt": render_why_not(tree, why_not(tree, "procedure_to_procedure", "2")),
        "diff.txt": render_diff(diff(tree, build(Facts(bypass=True)))),
        "export.json": msgspec.json.format(msgspec.json.encode(export(tree)), indent=1).decode(),
    }


@pytest.mark.parametrize("name", list(views()))
def test_views_are_as_kept(name: str, request: pytest.FixtureRequest) -> None:
    path, text = GOLDEN / name, views()[name] + "\n"
    if request.config.getoption("--refresh-golden", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(views())


def test_the_published_schema_is_the_packaged_one_and_is_a_schema() -> None:
    published = ROOT / "docs" / "claimtrace-1.schema.json"
    assert msgspec.json.decode(published.read_bytes()) == load_schema()
    jsonschema.Draft202012Validator.check_schema(load_schema())


VALIDATOR = jsonschema.Draft202012Validator(load_schema())


@pytest.mark.parametrize("facts", [Facts(), FAILED, Facts(emergency=True), Facts(bypass=True), Facts(indicator=0)])
def test_exports_of_the_story_fit_the_schema(facts: Facts) -> None:
    VALIDATOR.validate(as_json(build(facts)))


@given(traces(most=25))
@settings(max_examples=25)
def test_exports_of_any_trace_fit_the_schema(made: tuple[Trace, SiteTable]) -> None:
    program = "a" * 64
    table = msgspec.structs.replace(made[1], program=program)
    header = msgspec.structs.replace(made[0].header, program=program)
    VALIDATOR.validate(as_json(Tree(Trace(header, made[0].rows), table)))


def test_an_export_may_hold_some_nodes_only() -> None:
    some = export(build(), [15, 7, 7])
    assert [node["id"] for node in some["nodes"]] == [7, 15]
    assert len(some["sites"]) == 2
    VALIDATOR.validate(msgspec.json.decode(msgspec.json.encode(some)))


def as_json(tree: Tree) -> object:
    return msgspec.json.decode(msgspec.json.encode(export(tree)))
