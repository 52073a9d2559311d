"""The checker for expressions: resolves names, finds types, writes every conversion out, and reports what is wrong."""

from __future__ import annotations

from claimwright.clause.check_arithmetic import ArithmeticChecks
from claimwright.clause.check_conditions import ConditionChecks
from claimwright.clause.check_literals import LiteralChecks
from claimwright.clause.check_names import NameChecks
from claimwright.clause.check_searches import SearchChecks


class ExpressionChecker(LiteralChecks, NameChecks, ArithmeticChecks, ConditionChecks, SearchChecks):
    """Checks the expressions of one pack. `check(expr, scope, expected)` yields the checked form, always.

    Each construct has a method `_check_<construct>`, named after its syntax node, in the part that it belongs to.
    """
