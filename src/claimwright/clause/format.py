"""The one style of Clause: a pack printed from its syntax tree, with every comment.

Idempotent: formatted text stays as it is. Two spaces a level, 100 columns, one blank line between declarations,
at most one between statements, and comments before or behind the line that they stood at.
"""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar, cast

from claimwright.clause import syntax
from claimwright.clause.diagnostics import ClauseError
from claimwright.clause.format_declarations import format_declaration, format_pack_line
from claimwright.clause.format_writer import Writer
from claimwright.clause.parser import parse
from claimwright.clause.syntax import NO_TRIVIA, Pack, Span, Trivia

_T = TypeVar("_T")
_NOWHERE = Span(0, 0, 0, 0)
_ONE_LINE = (syntax.CodeSystem, syntax.Enumeration, syntax.Result)


def format_source(source: str, path: str) -> str:
    """The source in the one style. Raises `ClauseError` with all syntax errors."""
    pack, found = parse(source, path)
    if pack is None:
        raise ClauseError(found, source)
    return format_pack(pack)


def format_pack(pack: Pack) -> str:
    """The text of a pack, with a line end at its end."""
    writer = Writer()
    format_pack_line(writer, pack)
    earlier: syntax.Declaration | None = None
    for declaration in pack.declarations:
        if not _may_adjoin(earlier, declaration):
            writer.blank()
        format_declaration(writer, declaration)
        earlier = declaration
    if pack.tail:
        writer.blank()
        for comment in pack.tail:
            writer.comment(comment, 0)
    return writer.text()


def _may_adjoin(earlier: syntax.Declaration | None, later: syntax.Declaration) -> bool:
    """Declarations of one line each may follow one another directly."""
    if not isinstance(earlier, _ONE_LINE) or not isinstance(later, _ONE_LINE):
        return False
    return not later.trivia.blank_before and not later.doc and not later.trivia.before


def strip_positions(node: _T) -> _T:
    """The tree without places, comments and source, to compare two trees by what they say."""
    return _strip(node)


def _strip(node: Any) -> Any:
    if isinstance(node, Span):
        return _NOWHERE
    if isinstance(node, Trivia):
        return NO_TRIVIA
    if isinstance(node, tuple):
        return tuple(_strip(each) for each in cast(tuple[Any, ...], node))
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return node
    values = {each.name: _strip(getattr(node, each.name)) for each in dataclasses.fields(node)}
    if isinstance(node, Pack):
        values |= {"path": "", "source": "", "tail": ()}
    return type(node)(**values)
