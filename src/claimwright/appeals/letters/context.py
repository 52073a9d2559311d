"""Everything that a writer works from, gathered once: the denial, what it stands on, and what was found missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from claimwright.appeals.letters.grounds import Ground, grounds_for
from claimwright.appeals.letters.library import Library
from claimwright.appeals.letters.records import Deadline, LetterKind, Support
from claimwright.appeals.letters.rights import deadlines
from claimwright.appeals.letters.supports import (
    Catalogue,
    denial_supports,
    ground_support,
    provision_support,
    right_supports,
)
from claimwright.appeals.letters.words import legal
from claimwright.appeals.records import Denial, Gate


@dataclass(slots=True)
class Context:
    """What a letter is written from. `lacking` collects, for the sender, what has no support; `advice` what to know."""

    denial: Denial
    kind: LetterKind
    gate: Gate
    date: dt.date | None
    library: Library
    catalogue: Catalogue
    deadlines: tuple[Deadline, ...]
    grounds: dict[str, tuple[Ground, ...]]
    lacking: list[str] = field(default_factory=list[str])
    advice: list[str] = field(default_factory=list[str])

    @property
    def expedited(self) -> bool:
        """Whether the letter asks for an expedited decision."""
        return bool(self.denial.urgent) and self.kind in ("internal-appeal", "external-review")

    @property
    def by_provider(self) -> bool:
        """Whether a provider signs."""
        return self.denial.sender == "provider" or self.kind in ("corrected-claim", "provider-dispute")

    def support(self, name: str) -> Support | None:
        """A support, where there is one of this id."""
        return self.catalogue.known.get(name)

    def ids(self, *kinds: str) -> tuple[str, ...]:
        """The ids of all supports of these kinds."""
        return tuple(each.id for each in self.catalogue.of_kind(*kinds))


def gather(
    denial: Denial, kind: LetterKind, gate: Gate, date: dt.date | None, library: Library, cite: tuple[str, ...]
) -> Context:
    """Open everything that bears on the letter. `cite` are provisions that the sender wants quoted."""
    catalogue = Catalogue()
    lacking: list[str] = []
    for support in denial_supports(denial):
        catalogue.add(support)
    grounds = _open_grounds(denial, kind, gate, library, catalogue, lacking)
    counted = deadlines(denial, kind, gate.kind, library)
    for support in right_supports(counted, library):
        catalogue.add(support)
    _open_sources(denial, library, catalogue, lacking)
    _open_wanted(cite, library, catalogue, lacking)
    return Context(denial, kind, gate, date, library, catalogue, counted, grounds, lacking)


def _open_grounds(denial: Denial, kind: LetterKind, gate: Gate, library: Library, catalogue: Catalogue,
                  lacking: list[str]) -> dict[str, tuple[Ground, ...]]:  # fmt: skip
    found: dict[str, tuple[Ground, ...]] = {}
    for ground in grounds_for(denial, kind, gate.kind):
        support = ground_support(ground, library)
        if support is None:
            lacking.append(f"{legal(ground.citation)} was not quoted: {_why_not(ground, library)}.")
            continue
        catalogue.add(support)
        found[ground.part] = (*found.get(ground.part, ()), ground)
    return found


def _why_not(ground: Ground, library: Library) -> str:
    if library.open(ground.citation):
        return f"its text in {library.name} no longer has the words “{ground.quote}”"
    return f"it is not in {library.name}"


def _open_sources(denial: Denial, library: Library, catalogue: Catalogue, lacking: list[str]) -> None:
    """The rules' own sources: cited only where they open."""
    cites = dict.fromkeys(cite for each in denial.services for cite in each.cites)
    for number, cite in enumerate(cites, 1):
        quote = library.beginning(cite)
        if quote is None:
            lacking.append(f"{legal(cite)}, which the payer's rule names, is unverified: it is not in {library.name}.")
        else:
            catalogue.add(provision_support(f"source-{number}", cite, quote))


def _open_wanted(cite: tuple[str, ...], library: Library, catalogue: Catalogue, lacking: list[str]) -> None:
    for number, wanted in enumerate(cite, 1):
        quote = library.beginning(wanted)
        if quote is None:
            lacking.append(f"{legal(wanted)}, which you asked for, was not quoted: it is not in {library.name}.")
        else:
            catalogue.add(provision_support(f"wanted-{number}", wanted, quote))
