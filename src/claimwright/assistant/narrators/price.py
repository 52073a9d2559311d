"""How a price came about: contract, arrangement, fees, and what the charge had to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.choices import choices, winner
from claimwright.assistant.narrators.common import amount_of, because_of, capital, given, named, reduction, row_sentence
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.tree import Node
from claimwright.trace.values import FoundRow, as_found, render_value

Cells = dict[str, str]


def price_told(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    """Every step from the contract to the allowed amount."""
    yield from _passed(session, line, "contract_term", "outside_the_network")
    yield from (winner(line, node) for node in choices(session, line, "arrangement"))
    yield from _terms_outside(session, line)
    yield from _medicare(session, line)
    yield from _schedule(session, line)
    yield from _passed(session, line, "percent_of_medicare", "scheduled_fee", "percent_of_charge")
    yield from _lesser(session, line)
    yield from _passed(session, line, "charge_above_price")
    for node in session.decisions(line.ref, "reduce"):
        if node.attributes.get("carc") in ("45", "94", "B10") and amount_of(node):
            yield reduction(session, line, node)


def _passed(session: Session, line: LineOutcome, *rules: str) -> Iterator[Sentence]:
    for node in session.decisions(line.ref, "pass"):
        if node.rule.rpartition(".")[2] in rules and because_of(node):
            yield say(f"{capital(because_of(node))}.", [node.id])


def _terms_outside(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    rate = named(session, session.rule_frame("out_of_network_terms", line.ref), "fee_rate")
    if rate is not None:
        yield say(f"Outside the network the plan allows {given(rate).text} of Medicare's fee.", [rate.id])


def _medicare(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    """Relative values, indexes, conversion factor, and their product."""
    frame = session.rule_frame("percent_of_medicare", line.ref)
    names = ("value", "index", "place", "expense", "total_rvu", "medicare_fee")
    found = {name: node for name in names if (node := named(session, frame, name)) is not None}
    if len(found) < len(names):
        return
    nodes = [node.id for node in found.values()]
    value, index, place = (_cells(found[name]) for name in names[:3])
    expense, total, fee = (given(found[name]).text for name in names[3:])
    side = "a facility" if place["facility"] == "true" else "no facility"
    yield say(
        f"{_row(found['value'])} has the relative values of {value['procedure']}: work {value['work_rvu']}, practice "
        f"expense {expense} (place {place['code']} is {side}), malpractice {value['malpractice_rvu']}.",
        [found["value"].id, found["expense"].id, found["place"].id],
    )
    yield say(
        f"{_row(found['index'])} has the indexes of locality {index['locality']}: work {index['work']}, practice expense "
        f"{index['practice_expense']}, malpractice {index['malpractice']}.",
        [found["index"].id],
    )
    yield say(
        f"{value['work_rvu']} x {index['work']} + {expense} x {index['practice_expense']} + {value['malpractice_rvu']} x "
        f"{index['malpractice']} = {total}; times the conversion factor {value['conversion_factor']} that is {fee}.",
        nodes,
    )


def _schedule(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    node = named(session, session.rule_frame("scheduled_fee", line.ref), "row")
    if node is not None:
        yield row_sentence(session, node)


def _lesser(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    frame = session.rule_frame("lesser_of_charge_and_price", line.ref)
    agreed = named(session, frame, "agreed_price")
    price = next((node for node in reversed(session.decisions(line.ref, "set")) if node.name == "price"), None)
    rule = next(
        (node for node in reversed(session.decisions(line.ref, "set")) if node.name == "lesser_of_charge"), None
    )
    if agreed is None or price is None:
        return
    is_lesser = rule is None or given(rule).raw is not False
    told = "the lesser of the two counts" if is_lesser else "the contract pays its price whatever is charged"
    nodes = [agreed.id, price.id, session.outcome_node(line.ref), *([rule.id] if rule else ())]
    charge = render_value(line.charge, "money")
    text = f"The charge is {charge} and the price {given(price).text}; {told}: {given(agreed).text}."
    yield say(text, nodes)


def _row(node: Node) -> str:
    found = as_found(node.values[-1].raw)
    return f"Row {found.number if found else ''} of table {node.attributes['table']}"


def _cells(node: Node) -> Cells:
    """The cells of a found row by column."""
    found = as_found(node.values[-1].raw) or FoundRow((), -1)
    columns, types = node.attributes["columns"], node.attributes["column_types"]
    return {name: render_value(cell, kind) for name, kind, cell in zip(columns, types, found.columns, strict=False)}
