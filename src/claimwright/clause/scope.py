"""Names in scope while a rule is checked, and what is known to be present there."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimwright.clause import ir
from claimwright.clause.ir import Binding


@dataclass(frozen=True, slots=True)
class Scope:
    """Immutable: each statement that binds or tests something yields a new scope."""

    names: dict[str, Binding] = field(default_factory=dict[str, Binding])
    present: frozenset[str] = frozenset()
    items: dict[str, ir.Expr] = field(default_factory=dict[str, "ir.Expr"])

    def bind(self, binding: Binding) -> Scope:
        """This scope with one more name."""
        return Scope({**self.names, binding.name: binding}, self.present, self.items)

    def knowing(self, facts: frozenset[str]) -> Scope:
        """This scope where the given paths are known to be present."""
        return Scope(self.names, self.present | facts, self.items) if facts else self


def path_key(expr: ir.Expr) -> str:
    """Identity of a stable path (a variable, a field of one, a result of one); empty for anything else."""
    match expr:
        case ir.Var():
            return f"{expr.binding.name}@{id(expr.binding)}"
        case ir.Get():
            base = path_key(expr.of)
            return f"{base}.{expr.name}" if base else ""
        case ir.ResultRead():
            base = path_key(expr.subject)
            return f"{expr.result} of {base}" if base else ""
        case _:
            return ""


def facts(condition: ir.Expr, truth: bool) -> frozenset[str]:
    """The paths that must be present where the condition has this truth."""
    match condition:
        case ir.Test(state="present" | "absent"):
            holds = (condition.state == "present") != condition.negated
            key = path_key(condition.operand)
            return frozenset({key}) if holds == truth and key else frozenset()
        case ir.NotOf():
            return facts(condition.operand, not truth)
        case ir.Both():
            if (condition.operator == "and") == truth:
                return frozenset[str]().union(*(facts(each, truth) for each in condition.operands))
            return frozenset[str].intersection(*(facts(each, truth) for each in condition.operands))
        case _:
            return frozenset()
