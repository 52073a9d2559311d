"""Finding nodes."""

from __future__ import annotations

import pytest

from claimwright.core.errors import InputError, NotFoundError
from claimwright.trace.find import Query, find
from claimwright.trace.tree import Tree


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Query(value="$19.01"), [32, 33, 40]),
        (Query(value="1901"), [32, 33, 40]),
        (Query(value="19.01", kind="set"), [33]),
        (Query(value="H9/line/1"), [6, 10, 20]),
        (Query(value="812"), [7]),
        (Query(code="99202"), [7, 15, 21]),
        (Query(code="CO-236"), [15]),
        (Query(code="236"), [15]),
        (Query(code="N20"), [15]),
        (Query(field="modifier_indicator", kind="branch"), [9]),
        (Query(field="amount", kind="find"), [30]),
        (Query(rule="bypasses"), [10, 11, 12]),
        (Query(rule="ncci.bypasses", kind="give"), [12]),
        (Query(kind="item", subject="2"), [16, 25]),
        (Query(text="CONTRACT STARTS LATER"), [27]),
        (Query(value="no such value"), []),
    ],
)
def test_nodes_are_found(tree: Tree, query: Query, ids: list[int]) -> None:
    assert [node.id for node in find(tree, query)] == ids


def test_an_empty_query_is_refused(tree: Tree) -> None:
    with pytest.raises(InputError, match="nothing to look for"):
        find(tree, Query())


def test_an_unknown_rule_or_subject_is_refused(tree: Tree) -> None:
    with pytest.raises(NotFoundError, match="no rule"):
        find(tree, Query(rule="nonsense"))
    with pytest.raises(NotFoundError, match="no subject"):
        find(tree, Query(subject="9", kind="item"))
