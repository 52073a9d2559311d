"""What a source declares, and the narrow view of the web that its enumeration is given."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from claimwright.core.errors import NotFoundError
from claimwright.corpus import sources as package


@dataclass(frozen=True, slots=True)
class Item:
    """One file to fetch. `path` is relative to the source's folder and safe as a file name; `tags` are added to the
    source's; `processor` replaces the source's when given. `method` and `form` describe a POST where a site needs one.
    `members` names a glob of files to take out of a zip archive; each becomes its own raw file under `path`."""

    url: str
    path: str
    tags: tuple[str, ...] = ()
    processor: str = ""
    title: str = ""
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    members: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page. `url` is where redirects ended."""

    url: str
    body: bytes
    content_type: str = ""

    @property
    def text(self) -> str:
        """The body as text; undecodable bytes become U+FFFD."""
        return self.body.decode("utf-8", errors="replace")


class Site(Protocol):
    """The web as an enumeration sees it: polite, retried, cached for the run. Errors are `InputError`s."""

    async def get(self, url: str, *, params: tuple[tuple[str, str], ...] = ()) -> Page: ...

    async def post(self, url: str, *, form: tuple[tuple[str, str], ...]) -> Page: ...

    async def browse(self, url: str, *, wait_for: str = "", click: tuple[str, ...] = ()) -> Page:
        """The page after its scripts ran (needs the extra `browser`)."""
        ...

    def skip(self, url: str, why: str) -> None:
        """Report a page or link that cannot be used; the run goes on."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """A declared source. `tags` holds exactly one partition tag. `enumerate` finds the files and may yield them while
    it crawls. `folder` is under `data/raw`. `needs_browser` is true only where no plain-HTTP path exists. A source
    with `opt_in` is left out of a run that does not name it (text under a licence that forbids passing it on)."""

    key: str
    title: str
    homepage: str
    licence: str
    tags: tuple[str, ...]
    processor: str
    folder: str
    enumerate: Callable[[Site], AsyncIterator[Item]]
    needs_browser: bool = False
    note: str = ""
    opt_in: bool = False


@cache
def sources() -> dict[str, Source]:
    """Every declared source by key, in alphabetical order. A module declares `SOURCE`, or `SOURCES` where one site
    holds many alike (the codes of the states)."""
    found: dict[str, Source] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        declared: tuple[object, ...] = (getattr(module, "SOURCE", None), *getattr(module, "SOURCES", ()))
        found.update((each.key, each) for each in declared if isinstance(each, Source))
    return dict(sorted(found.items()))


def find_source(key: str) -> Source:
    """The source of that key."""
    try:
        return sources()[key]
    except KeyError:
        raise NotFoundError(
            f"there is no source {key!r}", fix=f"known sources: {', '.join(sources())}", code="CORPUS-SOURCE"
        ) from None
