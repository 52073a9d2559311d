"""Links between declarations in generated documentation."""

from __future__ import annotations

from collections.abc import Sequence

from claimwright.clause import syntax
from claimwright.clause.format_expressions import format_type
from claimwright.clause.syntax import Declaration, Pack, TypeExpr

_WORDS: dict[type, str] = {
    syntax.CodeSystem: "code system",
    syntax.Enumeration: "enumeration",
    syntax.Record: "record",
    syntax.Table: "table",
    syntax.Result: "result",
    syntax.Define: "define",
    syntax.Clause: "clause",
    syntax.Pipeline: "pipeline",
}


def anchor(declaration: Declaration, *, slug: bool = False) -> str:
    """The heading of a declaration, or the slug that links to it."""
    word = declaration.word if isinstance(declaration, syntax.Data) else _WORDS.get(type(declaration), "test")
    heading = f"{word} {getattr(declaration, 'name', '')}".strip()
    return heading.lower().replace(" ", "-") if slug else heading


class Links:
    """Where each name is declared. `separate`: every pack has a file of its own."""

    def __init__(self, packs: Sequence[Pack], *, separate: bool) -> None:
        self._separate = separate
        self._packs = {pack.name for pack in packs}
        self._places: dict[str, str] = {}
        self._types: dict[str, str] = {}
        for pack in packs:
            for each in pack.declarations:
                self._add(pack, each)

    def _add(self, pack: Pack, declaration: Declaration) -> None:
        slug = anchor(declaration, slug=True)
        place = f"{pack.name}.md#{slug}" if self._separate else f"#{slug}"
        self._places.setdefault(slug, place)
        if isinstance(declaration, syntax.CodeSystem | syntax.Enumeration | syntax.Record):
            self._types[declaration.name] = place

    def to(self, kind: str, name: str) -> str:
        """A link to a declaration, or its name where it is not among the packs."""
        place = self._places.get(f"{kind} {name}".lower().replace(" ", "-"))
        return f"[`{name}`]({place})" if place else f"`{name}`"

    def pack(self, name: str) -> str:
        """A link to a pack."""
        return f"[`{name}`]({name}.md)" if self._separate and name in self._packs else f"`{name}`"

    def name(self, name: str) -> str:
        """A link to a type."""
        return f"[{name}]({self._types[name]})" if name in self._types else name

    def type(self, kind: TypeExpr | None) -> str:
        """A type in words, with its name linked."""
        match kind:
            case None:
                return ""
            case syntax.NamedType():
                return f"row of {self.to('table', kind.name)}" if kind.table else self._named(kind)
            case syntax.OptionalType():
                return f"{self.type(kind.item)}, or absent"
            case syntax.ListType():
                return f"list of {self.type(kind.item)}"
            case syntax.SetType():
                return f"set of {self.type(kind.item)}"

    def _named(self, kind: syntax.NamedType) -> str:
        return self.name(kind.name) if kind.decimals is None else format_type(kind)
