"""What came of a row, in a word or two, by the kind of its site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from claimwright.trace.sites import Site
from claimwright.trace.values import is_evaluated, is_sequence

_Values = Sequence[Any]


def outcome_of(site: Site, values: _Values) -> str:
    """`taken`, `not found`, `CO-236`, `skipped: denied`, ...; empty where the kind has no outcome."""
    describe = _DESCRIBE.get(site.kind)
    return describe(site, values) if describe else ""


def is_taken(site: Site, values: _Values) -> bool | None:
    """Whether a condition held or a loop's step was kept; None where it has no outcome."""
    for slot, value in zip(site.slots, values, strict=False):
        if slot.role == "outcome":
            return bool(value) if is_evaluated(value) else None
    return None


def raised_guards(site: Site, values: _Values) -> list[str]:
    """Of an `item`: the guards (`denied`, `pended`) that kept it out of the stage."""
    pairs = zip(site.slots, values, strict=False)
    return [slot.name for slot, value in pairs if slot.type == "boolean" and value is True]


def chosen_version(values: _Values) -> int:
    """Of a `version`: the index of the version in force, or -1."""
    return values[0] if values and isinstance(values[0], int) else -1


def lost_requirement(site: Site, values: _Values) -> int:
    """Of a `candidate`: the index of the requirement it failed, or -1."""
    for slot, value in zip(site.slots, values, strict=False):
        if slot.role == "index" and isinstance(value, int):
            return value
    return -1


def reason_code(site: Site) -> str:
    """Of a decision: `CO-236`, a pend's label, or nothing."""
    group, carc = site.attributes.get("group", ""), site.attributes.get("carc", "")
    return f"{group}-{carc}" if group and carc else str(site.attributes.get("label", "") or "")


def _condition(yes: str, no: str) -> Callable[[Site, _Values], str]:
    def describe(site: Site, values: _Values) -> str:
        return {True: yes, False: no, None: ""}[is_taken(site, values)]

    return describe


def _find(_site: Site, values: _Values) -> str:
    return "found" if values and values[-1] is not None else "not found"


def _find_all(_site: Site, values: _Values) -> str:
    found = values[-1] if values else None
    count = len(found) if is_sequence(found) else 0
    return f"{count} row{'s' * (count != 1)}"


def _choose(_site: Site, values: _Values) -> str:
    return "chosen" if values and values[0] is not None else "none chosen"


def _candidate(site: Site, values: _Values) -> str:
    lost = lost_requirement(site, values)
    if lost < 0:
        return "eligible"
    said = (value for slot, value in zip(site.slots, values, strict=False) if slot.role == "text" and value)
    requirements = site.attributes.get("requirements") or ()
    reason = next(said, requirements[lost] if lost < len(requirements) else f"requirement {lost + 1}")
    return f"lost: {reason}"


def _item(site: Site, values: _Values) -> str:
    guards = raised_guards(site, values)
    return f"skipped: {', '.join(guards)}" if guards else ""


def _version(_site: Site, values: _Values) -> str:
    index = chosen_version(values)
    return f"version {index + 1} in force" if index >= 0 else "none in force"


def _decision(site: Site, _values: _Values) -> str:
    return reason_code(site)


def _error(site: Site, values: _Values) -> str:
    pairs = zip(site.slots, values, strict=False)
    return next((str(value) for slot, value in pairs if slot.name == "code"), "failed")


_DESCRIBE: dict[str, Callable[[Site, _Values], str]] = {
    "branch": _condition("taken", "not taken"),
    "case": _condition("taken", "not taken"),
    "exception": _condition("applies", "does not apply"),
    "for": _condition("kept", "passed over"),
    "search": _condition("kept", "passed over"),
    "find": _find,
    "find_all": _find_all,
    "choose": _choose,
    "candidate": _candidate,
    "item": _item,
    "version": _version,
    "deny": _decision,
    "reduce": _decision,
    "pend": _decision,
    "error": _error,
}
