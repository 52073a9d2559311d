"""A web page as blocks of text, each under its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from claimwright.corpus.process._unicode import clean

Element = Any
"""An lxml element; lxml ships no types."""

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "embed",
        "nav",
        "aside",
        "footer",
        "header",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "dialog",
        "menu",
        "head",
        "audio",
        "video",
        "map",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "meter",
        "output",
        "picture",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_MENU = re.compile(
    r"\b(?:nav|navbar|menu|breadcrumbs?|cookie|skip-?(?:link|nav)|site-?(?:header|footer))\b", re.IGNORECASE
)
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"}
_CONTENT = (
    "//main",
    "//*[@role='main']",
    "//article",
    "//*[@id='main-content' or @id='maincontent' or @id='content' or @id='main']",
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row. `together` numbers the list or table that it belongs to, or is 0."""

    text: str
    section: tuple[str, ...]
    anchor: str = ""
    together: int = 0


def blocks(page: Element) -> Iterator[Block]:
    """The blocks of a page's main content, in order."""
    for top in _content(page):
        yield from _Reader().read(top)


def _content(page: Element) -> list[Element]:
    """The elements that hold the content: the outermost of the first kind that holds most of the page's words."""
    body = page.find(".//body")
    whole = page if body is None else body
    for path in _CONTENT:
        found = [
            one for one in page.xpath(path) if not any(one in other.iterdescendants() for other in page.xpath(path))
        ]
        if sum(_size(one) for one in found) * 2 > _size(whole) or (path == "//main" and sum(map(_size, found)) > 0):
            return found
    return [whole]


def _size(element: Element) -> int:
    """Letters that a reader of this element sees."""
    if _hidden(element):
        return 0
    return len((element.text or "").strip()) + sum(_size(child) + len((child.tail or "").strip()) for child in element)


def _hidden(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.get("hidden") is not None:
        return True
    if element.tag in _DROPPED:
        return element.tag not in ("header", "form") or not _worth(element)
    style = (element.get("style") or "").replace(" ", "").lower()
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return "display:none" in style or element.get("role") in _ROLES or (bool(_MENU.search(named)) and _is_menu(element))


def _is_menu(element: Element) -> bool:
    """Whether what is called a menu or a banner is one: short, or for the most part links."""
    size = len(element.text_content())
    return size < 400 or sum(len(link.text_content()) for link in element.iter("a")) * 2 > size


def _worth(element: Element) -> bool:
    """A header inside the content holds its heading; a form that wraps a whole page holds the page (ASP.NET)."""
    if element.tag == "header":
        return any(parent.tag in ("article", "main", "section") for parent in element.iterancestors())
    return len(element.findall(".//p")) > 2 or element.find(".//h1") is not None


@dataclass
class _Reader:
    """Walks an element in document order and cuts it into blocks."""

    _levels: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    _anchor: str = ""
    _inline: list[str] = field(default_factory=list[str])
    _prefix: str = ""
    _together: int = 0
    _groups: int = 0

    def read(self, element: Element) -> Iterator[Block]:
        yield from self._walk(element)
        yield from self._flush()

    def _walk(self, element: Element) -> Iterator[Block]:
        if _hidden(element):
            return
        tag = element.tag
        if tag in _INLINE:
            yield from self._inside(element)
        elif tag == "br":
            self._inline.append("\v")
        else:
            yield from self._flush()
            yield from self._block(element)
            yield from self._flush()

    def _block(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if tag in _HEADINGS:
            self._head(element, _HEADINGS[tag])
        elif tag == "table" and _is_table(element):
            yield from self._table(element)
        elif tag in ("ul", "ol"):
            yield from self._list(element)
        elif tag == "pre":
            yield from self._emit(clean("".join(element.itertext())).strip("\n"))
        else:
            yield from self._inside(element)

    def _inside(self, element: Element) -> Iterator[Block]:
        self._inline.append(element.text or "")
        for child in element:
            yield from self._walk(child)
            self._inline.append(child.tail or "")

    def _head(self, element: Element, level: int) -> None:
        title = _flat(element)
        if title:
            self._levels = [one for one in self._levels if one[0] < level] + [(level, title)]
            self._anchor = element.get("id") or next(iter(element.xpath(".//@id | .//a/@name")), "")

    def _list(self, element: Element) -> Iterator[Block]:
        outer = self._together
        self._open()
        depth = sum(parent.tag in ("ul", "ol") for parent in element.iterancestors())
        number = int(element.get("start") or 1) if (element.get("start") or "1").lstrip("-").isdigit() else 1
        for item in element:
            if item.tag == "li" and not _hidden(item):
                self._prefix = "  " * depth + (f"{number}. " if element.tag == "ol" else "- ")
                number += 1
            yield from self._walk(item)
            self._inline.append(item.tail or "")
        yield from self._flush()
        self._together, self._prefix = outer, ""

    def _table(self, element: Element) -> Iterator[Block]:
        outer = self._together
        self._open()
        for caption in element.findall("caption"):
            yield from self._emit(_flat(caption))
        for row in element.iter("tr"):
            cells = [_flat(cell) for cell in row if cell.tag in ("td", "th")]
            if any(cells):
                yield from self._emit(" | ".join(cells))
        self._together = outer

    def _open(self) -> None:
        if not self._together:
            self._groups += 1
            self._together = self._groups

    def _flush(self) -> Iterator[Block]:
        text = "\n".join(_squeeze(line) for line in "".join(self._inline).split("\v"))
        self._inline = []
        yield from self._emit(re.sub(r"\n{2,}", "\n", text).strip("\n"))

    def _emit(self, text: str) -> Iterator[Block]:
        if text:
            section = tuple(title for _, title in self._levels)
            yield Block(clean(self._prefix + text), section, self._anchor, self._together)
            self._prefix = ""


def _is_table(element: Element) -> bool:
    """A table of data: no table within it, no heading, and a row of more than one cell."""
    if element.find(".//table") is not None or any(element.find(f".//{tag}") is not None for tag in _HEADINGS):
        return False
    return any(sum(cell.tag in ("td", "th") for cell in row) > 1 for row in element.iter("tr"))


def _flat(element: Element) -> str:
    """All the text of an element on one line, words of neighbouring blocks apart."""
    parts: list[str] = []
    _collect(element, parts)
    return clean(_squeeze("".join(parts)))


def _collect(element: Element, parts: list[str]) -> None:
    gap = "" if element.tag in _INLINE else " "
    parts.append(gap + (element.text or ""))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("script", "style"):
            _collect(child, parts)
        parts.append(child.tail or "")
    parts.append(gap)


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")
