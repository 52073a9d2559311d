"""The lines of a page in reading order: running heads away, columns one after another, table rows together.

A file draws the cells of a table row one after another, each from its top; so does it with columns. Where the next line
stands higher than the last one and to its right, a cell or a column begins. Columns are told by their length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimwright.corpus.process._pdf_lines import Cell, Line

_COLUMN, _LONG_COLUMN = 12, 25
"""Lines that side-by-side blocks have at least where they are columns of text and not cells: each, or one of them."""
_SAME_EDGE = 7.0
"""Points within which left edges are the same."""
_EDGE_LINES = 3
"""Lines at the top and at the bottom of a page that may be running heads."""
_PAGE_NUMBER = re.compile(r"(?:page )?[-–]? ?(?:\d{1,4}|[ivxlc]{1,6}) ?[-–]?(?: (?:of|/) \d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells from left to right, each the lines that stand in it."""

    cells: tuple[tuple[str, ...], ...]
    page: int
    top: float
    bottom: float


Item = Line | Row


def without_running_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without the lines that recur at their edges, and without page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    numbered: Counter[int] = Counter()
    edges = [_edges(page) for page in pages]
    for lines in edges:
        seen.update({_key(line) for line in lines})
        numbered.update({round(line.bottom / 6) for line in lines if _is_number(line)})
    least = max(3, len(pages) * 3 // 10)
    gone = {key for key, count in seen.items() if count >= least}
    return [
        [line for line in page if line not in edge or not _runs(line, gone, numbered)]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: list[Line]) -> list[Line]:
    """The topmost and the bottommost lines, by place and not by order."""
    ordered = sorted(page, key=_height)
    return ordered if len(ordered) <= 2 * _EDGE_LINES else ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]


def _height(line: Line) -> float:
    return -line.top


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text)[:200], round(line.bottom / 6)


def _is_number(line: Line) -> bool:
    return len(line.text) < 20 and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _runs(line: Line, gone: set[tuple[str, int]], numbered: Counter[int]) -> bool:
    if _is_number(line):
        place = round(line.bottom / 6)
        return sum(numbered[near] for near in (place - 1, place, place + 1)) > 1
    return _key(line) in gone


@dataclass
class _Block:
    """Side-by-side lines under construction; `cells` from left to right in the order in which they were drawn."""

    cells: list[list[Line]] = field(default_factory=list[list[Line]])

    @property
    def top(self) -> float:
        return max(line.top for line in self.cells[0])


def reading_order(page: list[Line]) -> Iterator[Item]:
    """The items of a page: lines as the file draws them, table rows as one, columns in turn, stray lines in place."""
    main: list[Line] = []
    block: _Block | None = None
    items: list[Item] = []
    for line in page:
        last = (block.cells[-1] if block else main)[-1:]
        if last and line.top > last[0].top + line.size * 0.6 and _right_of(line, block, main):
            block = _beside(line, block, main, items)
        elif block and _leaves(line, block):
            items.extend(_closed(block))
            block, main = None, [line]
        elif block:
            block.cells[-1].append(line)
        else:
            main.append(line)
    items.extend(_closed(block) if block else _joined(main))
    return iter(_in_place(items))


def _right_of(line: Line, block: _Block | None, main: list[Line]) -> bool:
    """Whether a line that stands higher than the last begins a cell or column to the right of something."""
    before = block.cells[-1] if block else _level(line, main)
    beside = [one for one in before if one.bottom < line.top]
    return (
        bool(beside)
        and line.x0 > max(min(one.x1, line.x0 + 1) for one in beside) - 1
        and line.x0 > min(one.x0 for one in beside) + _SAME_EDGE
    )


def _level(line: Line, lines: list[Line]) -> list[Line]:
    """The last lines that stand no higher than this one."""
    start = len(lines)
    while start and lines[start - 1].top <= line.top + line.size * 0.6:
        start -= 1
    return lines[start:]


def _beside(line: Line, block: _Block | None, main: list[Line], items: list[Item]) -> _Block:
    if block is not None:
        block.cells.append([line])
        return block
    first = _level(line, main)
    items.extend(_joined(main[: len(main) - len(first)]))
    return _Block([first, [line]])


def _leaves(line: Line, block: _Block) -> bool:
    """Whether a line stands below the block, or back at its left edge."""
    lowest = min(one.bottom for cell in block.cells for one in cell)
    left = min(one.x0 for one in block.cells[-1])
    return (line.top <= lowest + line.size * 0.4 and line.x0 < left - _SAME_EDGE * 2) or line.x1 < left


def _closed(block: _Block) -> Iterator[Item]:
    """Columns one after another; cells as a row."""
    lengths = [len(cell) for cell in block.cells]
    if min(lengths) >= _COLUMN or max(lengths) >= _LONG_COLUMN:
        for cell in block.cells:
            yield from _joined(cell)
        return
    yield from _rows(block)


def _rows(block: _Block) -> Iterator[Item]:
    """The rows of a block; where cells are cut by wide gaps themselves, each of their lines is a row."""
    if all(len(cell) > 1 and all(line.cells for line in cell) for cell in block.cells):
        for cell in block.cells:
            yield from _joined(cell)
        return
    lines = [line for cell in block.cells for line in cell]
    texts = tuple(part for cell in block.cells for part in _parts(cell))
    yield Row(texts, lines[0].page, block.top, min(line.bottom for line in lines))


def _parts(cell: list[Line]) -> list[tuple[str, ...]]:
    """A cell, or several where its first line has gaps and the others stand below one of its parts."""
    edges = cell[0].cells
    if not edges:
        return [tuple(line.text for line in cell)]
    texts: list[list[str]] = [[cell.text] for cell in edges]
    for line in cell[1:]:
        texts[_below(line.x0, edges)].append(line.text)
    return [tuple(part) for part in texts]


def _below(x0: float, edges: Sequence[Cell]) -> int:
    """Which cell a line stands below: the last that begins at or before it."""
    return max((index for index, cell in enumerate(edges) if cell.x0 <= x0 + _SAME_EDGE), default=0)


def _joined(lines: list[Line]) -> Iterator[Item]:
    """Lines, and rows where a line has wide gaps; a line below one of the row's later cells goes on with it."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if not line.cells:
            yield line
            continue
        texts = [[cell.text] for cell in line.cells]
        bottom = line.bottom
        while index < len(lines) and (place := _continues(lines[index], line, bottom)):
            texts[place].append(lines[index].text)
            bottom = lines[index].bottom
            index += 1
        yield Row(tuple(map(tuple, texts)), line.page, line.top, bottom)


def _continues(line: Line, row: Line, bottom: float) -> int:
    """The later cell of a row that a line goes on with; 0 where it does not."""
    if line.cells or line.top < bottom - line.size * 0.5 or line.top > bottom + line.size:
        return 0
    return next((index for index, cell in enumerate(row.cells) if index and abs(cell.x0 - line.x0) < _SAME_EDGE), 0)


def _in_place(items: list[Item]) -> list[Item]:
    """Items that were drawn late, moved up to where they stand: a heading or a note that the file holds last."""
    placed: list[Item] = []
    for item in items:
        index = len(placed)
        if index and isinstance(item, Line) and item.bottom > _top(placed[0]) - 2:
            index = 0
        placed.insert(index, item)
    return placed


def _top(item: Item) -> float:
    return item.top
