"""The Code of Federal Regulations as it stands: titles 29, 42 and 45, one file a part, from the eCFR's public API.

`titles.json` gives the date up to which a title is current, `structure` its parts, `full` the XML of one part (API
documented at ecfr.gov/developers; addresses verified from public references). Of titles 29 and 42 the parts on health
coverage are taken, of title 45 those of the Department of Health and Human Services. The parts listed in `ALWAYS` are
taken even where the structure cannot be read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import msgspec

from claimwright.corpus.sources._licences import EDICT
from claimwright.corpus.sources._links import fetch_json, natural
from claimwright.corpus.sources.base import Item, Site, Source

API = "https://www.ecfr.gov/api/versioner/v1"
ALWAYS: dict[int, tuple[str, ...]] = {
    29: ("2560", "2575", "2590"),
    42: (
        "400",
        "405",
        "410",
        "411",
        "414",
        "417",
        "422",
        "423",
        "424",
        "431",
        "433",
        "435",
        "438",
        "440",
        "447",
        "457",
    ),
    45: ("144", "145", "146", "147", "148", "149", "150", "153", "154", "155", "156", "158", "160", "162", "164"),
}
RANGES = {29: ((2500, 2599),), 42: ((1, 137), (400, 699), (1000, 1099)), 45: ((80, 92), (140, 199))}
TITLE_NAMES = {29: "Labor", 42: "Public Health", 45: "Public Welfare"}


class Title(msgspec.Struct, frozen=True):
    number: int
    up_to_date_as_of: str | None = None


class Titles(msgspec.Struct, frozen=True):
    titles: tuple[Title, ...]


class Node(msgspec.Struct, frozen=True):
    type: str = ""
    identifier: str | None = ""
    label: str | None = ""
    reserved: bool = False
    children: tuple[Node, ...] = ()


async def enumerate_parts(site: Site) -> AsyncIterator[Item]:
    """The parts of each title, as of the date to which the title is current."""
    listed = await fetch_json(site, f"{API}/titles.json", Titles)
    dates = {each.number: each.up_to_date_as_of for each in listed.titles} if listed else {}
    for number in ALWAYS:
        date = dates.get(number)
        if not date:
            site.skip(f"{API}/titles.json", f"no date for title {number}")
            continue
        structure = await fetch_json(site, f"{API}/structure/{date}/title-{number}.json", Node)
        for part, label in _wanted(number, structure):
            yield _item(number, part, label, date)


def _wanted(title: int, structure: Node | None) -> list[tuple[str, str]]:
    """The numbers and headings of the parts to take, in order."""
    found = dict.fromkeys(ALWAYS[title], "")
    for node in _parts(structure):
        number = node.identifier or ""
        if number in found or _in_range(title, number):
            found[number] = node.label or ""
    return sorted(found.items(), key=lambda part: natural(part[0]))


def _parts(node: Node | None) -> Iterator[Node]:
    if node is None or node.reserved:
        return
    if node.type == "part":
        yield node
        return
    for child in node.children:
        yield from _parts(child)


def _in_range(title: int, part: str) -> bool:
    return part.isdigit() and any(first <= int(part) <= last for first, last in RANGES[title])


def _item(title: int, part: str, label: str, date: str) -> Item:
    return Item(
        f"{API}/full/{date}/title-{title}.xml?part={part}",
        f"title-{title}/part-{part}.xml",
        tags=(f"{title}-cfr",),
        title=f"{title} CFR {label or f'Part {part}'} (as of {date})",
    )


SOURCE = Source(
    key="ecfr",
    title="Code of Federal Regulations, titles 29, 42 and 45 (eCFR)",
    homepage="https://www.ecfr.gov",
    licence=EDICT,
    tags=("legal", "cfr", "kb"),
    processor="ecfr-xml",
    folder="legal/ecfr",
    enumerate=enumerate_parts,
)
