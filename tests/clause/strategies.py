"""Hypothesis strategies for Clause: random syntax trees that the grammar can express, well typed or not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from claimwright.clause import syntax
from claimwright.clause.parse_cursor import RESERVED
from claimwright.clause.syntax import NO_TRIVIA, Span

NOWHERE = Span(0, 0, 0, 0)
_TOP = {"code", "enumeration", "record", "table", "result", "define", "clause", "pipeline", "test", "pack", "uses"}
_FORBIDDEN = RESERVED | {"as", "among", "row", "list", "set", "key", "null", "nil", "undefined", "nothing", "then"}

names = st.sampled_from(
    [
        "line", "claim", "x", "other_line", "count", "sum", "first", "all", "any", "no", "every", "lesser", "days",
        "before", "after", "at", "less", "more", "present", "denied", "empty", "from", "until", "known", "unless",
        "starts", "table", "test", "line_2", "decision", "highest", "stage", "run", "expect", "one", "greater", "half",
    ]
).filter(lambda name: name not in _FORBIDDEN)  # fmt: skip
plain_names = st.from_regex(r"[a-z]{1,6}(_[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda name: name not in _FORBIDDEN | _TOP
)
identifiers = names | plain_names
results = identifiers.filter(lambda name: name not in {"count", "sum", "lesser", "greater"})
field_names = identifiers | st.sampled_from(sorted(RESERVED))
type_names = st.sampled_from(["Money", "Line", "Claim", "NetworkStatus", "Date", "X12", "Text"])
titles = st.text(st.sampled_from('abc XYZ09.,:;-"{}\\é—日'), max_size=12)
comments = (
    st.text(st.sampled_from("abc -{}\"'"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: bool(text) and not text.startswith("-"))
)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
units = st.sampled_from(["days", "weeks", "months", "years"])


def _node(kind: Any, /, **values: Any) -> Any:
    """A strategy for a node with these parts."""
    fixed: dict[str, Any] = {"span": st.just(NOWHERE)}
    if "trivia" in kind.__dataclass_fields__:
        fixed["trivia"] = st.just(NO_TRIVIA)
    return st.builds(kind, **fixed, **values)


def _tuples(items: Any, smallest: int = 0, largest: int = 3) -> Any:
    return st.lists(items, min_size=smallest, max_size=largest).map(tuple)


# --- types and literals ------------------------------------------------------------------------------------------

named_types = _node(syntax.NamedType, name=type_names) | _node(
    syntax.NamedType, name=st.just("Number"), decimals=st.integers(0, 9)
)
table_rows = _node(syntax.NamedType, name=identifiers, table=st.just(True))
types = st.recursive(
    named_types | table_rows,
    lambda inner: (
        _node(syntax.ListType, item=inner)
        | _node(syntax.SetType, item=inner)
        | inner.filter(lambda t: not isinstance(t, syntax.OptionalType)).flatmap(
            lambda t: _node(syntax.OptionalType, item=st.just(t))
        )
    ),
    max_leaves=3,
)


def _number(digits: int, scale: int) -> syntax.NumberLiteral:
    text = str(digits) if not scale else f"{digits // 10**scale}.{digits % 10**scale:0{scale}}"
    return syntax.NumberLiteral(NOWHERE, digits, scale, text)


def _rate(digits: int, scale: int) -> syntax.RateLiteral:
    number = _number(digits, scale)
    return syntax.RateLiteral(NOWHERE, digits, scale + 2, f"{number.text}%")


numbers = st.builds(_number, st.integers(0, 99999), st.integers(0, 3))
rates = st.builds(_rate, st.integers(0, 9999), st.integers(0, 3))
codes = st.sampled_from(["G0463", "E11.9", "LT", "XE", "A", "0001U", "N362"])
code_literals = _node(syntax.CodeLiteral, code=codes)
reasons = _node(syntax.ReasonLiteral, group=st.sampled_from(["CO", "PR"]), reason=st.sampled_from(["45", "A1", "236"]))
ends = codes | st.integers(0, 99999).map(str)
ranges = _node(syntax.CodeRange, first=ends, last=ends)
name_nodes = _node(syntax.Name, name=identifiers)
literals = st.one_of(
    _node(syntax.MoneyLiteral, cents=st.integers(0, 10**9)),
    rates,
    numbers,
    code_literals,
    reasons,
    _node(syntax.DateLiteral, value=dates),
    _node(syntax.PeriodLiteral, count=st.integers(0, 400), unit=units),
    _node(syntax.BooleanLiteral, value=st.booleans()),
    name_nodes,
)


def _join_texts(parts: list[Any]) -> tuple[Any, ...]:
    """Adjacent plain parts are one; empty ones are none."""
    joined: list[Any] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return tuple(joined)


def texts_with(values: Any) -> Any:
    """Texts with values in braces."""
    parts = st.lists(titles | values, max_size=3).map(_join_texts)
    return _node(syntax.TextLiteral, parts=parts)


plain_texts = _node(syntax.TextLiteral, parts=titles.map(lambda text: (text,) if text else ()))

# --- expressions -------------------------------------------------------------------------------------------------

_COMPARISONS = [
    "is", "is not", "is less than", "is at most", "is more than", "is at least", "is before", "is on or before",
    "is after", "is on or after", "is in", "is not in",
]  # fmt: skip


def _logical(operator: str) -> Any:
    def build(operands: Any) -> Any:
        return _node(syntax.Logical, operator=st.just(operator), operands=_tuples(operands, 2, 3))

    return build


def _has_text(node: Any) -> bool:
    if isinstance(node, syntax.TextLiteral):
        return True
    if isinstance(node, tuple):
        return any(map(_has_text, node))
    fields = getattr(node, "__dataclass_fields__", {})
    return any(_has_text(getattr(node, name)) for name in fields)


def _forms(inner: Any) -> Any:
    search = {"variable": identifiers, "source": inner}
    return st.one_of(
        texts_with(inner.filter(lambda node: not _has_text(node))),
        _node(syntax.ListLiteral, items=_tuples(inner | ranges)),
        _node(syntax.Field, of=inner, name=field_names),
        _node(syntax.ResultOf, result=results, subject=inner),
        _node(syntax.Call, function=identifiers, arguments=_tuples(inner)),
        _node(syntax.Negate, operand=inner),
        _node(syntax.Arithmetic, operator=st.sampled_from("+-*/"), left=inner, right=inner),
        _node(
            syntax.Rounded,
            operand=inner,
            mode=st.sampled_from(["half up", "half even", "up", "down"]),
            decimals=st.none() | st.integers(0, 9),
        ),
        _node(syntax.Comparison, operator=st.sampled_from(_COMPARISONS), left=inner, right=inner),
        _node(
            syntax.Is,
            operand=inner,
            state=st.sampled_from(["present", "absent", "empty", "denied", "pended"]),
            negated=st.booleans(),
        ),
        _node(syntax.Not, operand=inner),
        _logical("and")(inner),
        _logical("or")(inner),
        _node(syntax.Else, operand=inner, default=inner),
        _node(syntax.Extreme, which=st.sampled_from(["lesser", "greater"]), left=inner, right=inner),
        _node(syntax.Between, unit=units, start=inner, end=inner),
        _node(
            syntax.Quantifier,
            kind=st.sampled_from(["any", "no", "first", "all", "count"]),
            condition=st.none() | inner,
            **search,
        ),
        _node(syntax.Quantifier, kind=st.just("every"), condition=inner, **search),
        _node(syntax.Quantifier, kind=st.just("sum"), condition=st.none() | inner, summand=inner, **search),
    )


expressions = st.recursive(literals, _forms, max_leaves=8)
items = _node(syntax.Item, name=identifiers, index=st.integers(1, 9))
test_expressions = st.recursive(literals | items, _forms, max_leaves=5)

# --- statements --------------------------------------------------------------------------------------------------

_because = {"because": st.none() | texts_with(expressions), "needs": st.none() | texts_with(expressions)}
_cites = {"cites": _tuples(texts_with(expressions), 0, 2)}
_remarks = {"remarks": _tuples(code_literals, 0, 2)}
decisions = st.one_of(
    _node(syntax.Decide, kind=st.just("deny"), reason=reasons, **_remarks, **_because, **_cites),
    _node(syntax.Decide, kind=st.just("reduce"), reason=reasons, amount=expressions, **_remarks, **_because, **_cites),
    _node(syntax.Decide, kind=st.just("pend"), label=identifiers, **_because, **_cites),
    _node(syntax.Decide, kind=st.just("pass"), **_because, **_cites),
)
key_matches = _node(syntax.KeyMatch, column=field_names, value=expressions)
criteria = _node(syntax.Require, condition=expressions, because=texts_with(expressions)) | _node(
    syntax.Prefer, value=expressions, order=st.sampled_from(["highest", "lowest"])
)
simple_statements = st.one_of(
    _node(syntax.Let, name=identifiers, value=expressions),
    _node(
        syntax.Find,
        name=identifiers,
        table=identifiers,
        keys=_tuples(key_matches, 0, 2),
        as_of=st.none() | expressions,
        every=st.booleans(),
    ),
    _node(syntax.Choose, name=identifiers, source=expressions, criteria=_tuples(criteria, 1, 2)),
    decisions,
    _node(syntax.SetResult, result=identifiers, value=expressions),
    _node(syntax.Give, value=expressions),
)


def _when(first: Any, more: tuple[Any, ...], last: Any) -> syntax.When:
    return syntax.When(NOWHERE, (first, *more, *([last] if last else [])))


def _blocks(inner: Any) -> Any:
    body = _tuples(inner, 1, 2)
    branch = _node(syntax.Branch, condition=expressions, body=body)
    otherwise = _node(syntax.Branch, condition=st.none(), body=body)
    case = _node(syntax.Case, members=_tuples(name_nodes, 1, 3), body=body)
    rest = _node(syntax.Case, members=st.just(()), body=body)
    return st.one_of(
        st.builds(_when, branch, _tuples(branch, 0, 1), st.none() | otherwise),
        _node(syntax.CaseOf, value=expressions, cases=_tuples(case | rest, 1, 2)),
        _node(
            syntax.For,
            variable=identifiers,
            source=expressions,
            condition=st.none() | expressions,
            body=body,
        ),
    )


statements = st.recursive(simple_statements, _blocks, max_leaves=4)
bodies = _tuples(statements, 1, 3)

# --- declarations ------------------------------------------------------------------------------------------------

docs = _tuples(comments | st.just(""), 0, 2)
dating = st.none() | st.tuples(st.none() | dates, st.none() | dates, st.none() | dates).map(
    lambda d: (
        None if d == (None, None, None) else syntax.Dating(NOWHERE, *(sorted(d[:2]) if d[0] and d[1] else d[:2]), d[2])
    )
)
parameters = _tuples(
    _node(syntax.Parameter, name=identifiers, type=types)
    | _node(syntax.Parameter, name=identifiers, type=st.none(), source=name_nodes)
)
fields = _tuples(_node(syntax.FieldDecl, name=field_names, type=types, key=st.just(False), doc=docs), 1, 3)
columns = _tuples(_node(syntax.FieldDecl, name=field_names, type=types, key=st.booleans(), doc=docs), 1, 3)
cites = _tuples(texts_with(expressions), 0, 2)
exceptions = _tuples(
    _node(
        syntax.ExceptionRule, label=identifiers, parent=st.just("") | identifiers, condition=expressions, body=bodies
    ),
    0,
    2,
)
entries = _node(syntax.StageEntry, clause=identifiers)
stages = _node(
    syntax.Stage,
    name=identifiers,
    unless=st.sampled_from([(), ("denied",), ("pended",), ("denied", "pended")]),
    entries=_tuples(entries, 1, 3),
)
data_words = st.sampled_from(["plan", "contract", "fee_arrangement", "row", "line"])


def _data_fields(values: Any, deeper: Any) -> Any:
    item = _node(
        syntax.DataItem, word=data_words, name=st.just("") | plain_names, title=titles, fields=_tuples(deeper, 0, 2)
    )
    empty: Any = st.just(())
    return st.one_of(
        _node(syntax.DataField, name=field_names, values=_tuples(values | ranges, 1, 4), items=empty, fields=empty),
        _node(syntax.DataField, name=field_names, values=empty, items=_tuples(item, 1, 2), fields=empty),
        _node(syntax.DataField, name=field_names, values=empty, items=empty, fields=_tuples(deeper, 0, 2)),
    )


_leaf_fields = _node(
    syntax.DataField,
    name=field_names,
    values=_tuples(expressions | ranges, 1, 4),
    items=st.just(()),
    fields=st.just(()),
)
data_fields = _data_fields(expressions, _leaf_fields)
steps = st.one_of(
    _node(syntax.GivenRecord, name=identifiers, type=type_names, fields=_tuples(data_fields, 0, 2)),
    _node(
        syntax.GivenTable,
        table=plain_names,
        dating=dating.map(lambda d: syntax.Dating(NOWHERE, d.start, d.end) if d and (d.start or d.end) else None),
        rows=_tuples(
            _node(
                syntax.DataItem,
                word=st.just("row"),
                name=st.just(""),
                title=st.just(""),
                fields=_tuples(_leaf_fields, 0, 2),
            ),
            0,
            2,
        ),
    ),
    _node(syntax.GivenResult, result=plain_names, subject=items | name_nodes, value=test_expressions),
    _node(syntax.Run, target=identifiers, item=st.just(0)),
    _node(syntax.Run, target=identifiers, item=st.integers(1, 9), item_name=plain_names),
    _node(
        syntax.ExpectDecision,
        kind=st.just("deny"),
        reason=reasons,
        label=st.just(""),
        amount=st.none(),
        because=titles,
        item=st.integers(0, 9),
        **_remarks,
    ),
    _node(
        syntax.ExpectDecision,
        kind=st.just("reduce"),
        reason=reasons,
        label=st.just(""),
        amount=st.none() | test_expressions,
        because=titles,
        item=st.integers(0, 9),
        **_remarks,
    ),
    _node(
        syntax.ExpectDecision,
        kind=st.sampled_from(["pass", "no decision"]),
        reason=st.none(),
        label=st.just(""),
        amount=st.none(),
        remarks=st.just(()),
        because=titles,
        item=st.integers(0, 9),
    ),
    _node(
        syntax.ExpectDecision,
        kind=st.just("pend"),
        reason=st.none(),
        label=plain_names,
        amount=st.none(),
        remarks=st.just(()),
        because=titles,
        item=st.integers(0, 9),
    ),
    _node(syntax.ExpectValue, value=test_expressions),
)
declarations = st.one_of(
    _node(syntax.CodeSystem, name=type_names, doc=docs),
    _node(syntax.Enumeration, name=type_names, members=_tuples(name_nodes, 1, 4), doc=docs),
    _node(
        syntax.Record,
        name=type_names,
        written_as=st.just("") | identifiers,
        dated_by=st.just("") | identifiers,
        fields=fields,
        doc=docs,
    ),
    _node(syntax.Table, name=identifiers, title=titles, columns=columns, doc=docs),
    _node(
        syntax.Result,
        name=results,
        subject=type_names,
        type=types,
        start=st.none() | expressions,
        doc=docs,
    ),
    _node(
        syntax.Define,
        name=identifiers,
        parameters=parameters,
        returns=types,
        dating=dating,
        cites=cites,
        body=bodies,
        doc=docs,
    ),
    _node(
        syntax.Clause,
        name=identifiers,
        parameters=parameters,
        dating=dating,
        cites=cites,
        body=bodies,
        exceptions=exceptions,
        doc=docs,
    ),
    _node(syntax.Pipeline, name=identifiers, parameters=parameters, stages=_tuples(stages, 1, 2), doc=docs),
    _node(
        syntax.Data,
        word=data_words,
        name=identifiers,
        title=titles,
        dating=dating,
        fields=_tuples(data_fields, 0, 3),
        doc=docs,
    ),
    _node(syntax.Test, title=titles, known_on=st.none() | dates, steps=_tuples(steps, 1, 3)),
)
packs = _node(
    syntax.Pack,
    path=st.just(""),
    source=st.just(""),
    name=identifiers,
    title=titles,
    uses=_tuples(name_nodes, 0, 2),
    declarations=_tuples(declarations, 0, 2),
    doc=docs,
    tail=st.just(()),
)
