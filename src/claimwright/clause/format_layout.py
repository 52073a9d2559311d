"""Layout: what may be broken over lines, and where, when a line is longer than a page is wide."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH = 100
INDENT = 2
CONTINUED = 4
"""Further indentation of the second and later lines of a logical line."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts with a break allowed after each: `opening`, the parts with `separator` behind all but the last, `closing`.

    `fill` puts as many parts on a line as there is room for; otherwise each part gets a line.
    """

    parts: tuple[Doc, ...]
    separator: str = ""
    opening: str = ""
    closing: str = ""
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side, with no break between them."""

    parts: tuple[Doc, ...]


Doc = str | Chain | Row


def row(*parts: Doc) -> Doc:
    """Parts side by side."""
    return Row(parts)


def flat(doc: Doc) -> str:
    """All on one line."""
    if isinstance(doc, str):
        return doc
    if isinstance(doc, Row):
        return "".join(map(flat, doc.parts))
    return doc.opening + f"{doc.separator} ".join(map(flat, doc.parts)) + doc.closing


def lay_out(doc: Doc, indent: int) -> list[str]:
    """The lines of a logical line that begins at the indentation (spaces)."""
    text = flat(doc)
    if indent + len(text) <= WIDTH:
        return [" " * indent + text]
    writer = _Writer(indent + CONTINUED, [], " " * indent)
    writer.write(doc, 0)
    return [*writer.lines, writer.line.rstrip()]


def _reserve(parts: tuple[Doc, ...], outer: int) -> int:
    """What must follow on the same line at least: the parts up to the next place for a break."""
    total = 0
    for part in parts:
        if not isinstance(part, str):
            return total + (len(part.opening) + 8 if isinstance(part, Chain) else _reserve(part.parts, 0))
        total += len(part)
    return total + outer


@dataclass(slots=True)
class _Writer:
    indent: int
    lines: list[str] = field(default_factory=list[str])
    line: str = ""

    def write(self, doc: Doc, reserve: int) -> None:
        """Write the document where `reserve` more characters must fit behind it."""
        text = flat(doc)
        fits = len(self.line) + len(text) + reserve <= WIDTH
        if isinstance(doc, str) or fits or (isinstance(doc, Chain) and not doc.parts):
            self.line += text
        elif isinstance(doc, Row):
            for number, part in enumerate(doc.parts):
                self.write(part, _reserve(doc.parts[number + 1 :], reserve))
        else:
            self.write_chain(doc, reserve)

    def write_chain(self, chain: Chain, reserve: int) -> None:
        """Write the parts, each on a line of its own or as many as there is room for."""
        deeper = INDENT if chain.opening and self.lines else 0
        self.line += chain.opening
        self.indent += deeper
        last = len(chain.parts) - 1
        for number, part in enumerate(chain.parts):
            ending = chain.separator if number < last else chain.closing
            needed = len(ending) + (0 if number < last else reserve)
            if number:
                self.break_or_space(chain, len(flat(part)) + needed)
            self.write(part, needed)
            self.line += ending
            if not number:
                self.indent += 0 if chain.opening else INDENT
        self.indent -= deeper + (0 if chain.opening else INDENT)

    def break_or_space(self, chain: Chain, needed: int) -> None:
        """A new line, or a space where a filled chain has room for the next part."""
        if chain.fill and len(self.line) + 1 + needed <= WIDTH:
            self.line += " "
            return
        self.lines.append(self.line.rstrip())
        self.line = " " * (self.indent - (0 if chain.opening else INDENT))
