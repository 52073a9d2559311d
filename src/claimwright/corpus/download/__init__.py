"""Fetching raw files politely and resumably: plan, download, status."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimwright.corpus.download.client import Client
    from claimwright.corpus.layout import Layout
    from claimwright.corpus.selection import Selection
    from claimwright.corpus.sources.base import Source


def declared(lists: Sequence[Path], selection: Selection) -> list[Source]:
    """The sources to choose from: those of the lists, and the program's own where no list or a source is named.

    Raises `ConfigError` for a list that cannot be read, or whose key is another source's.
    """
    from claimwright.core.errors import ConfigError
    from claimwright.corpus.download.lists import read_list
    from claimwright.corpus.sources.base import sources

    own = dict(sources())
    listed = [source for path in lists for source in read_list(path)]
    keys = [source.key for source in listed]
    if twice := [key for key in keys if key in own or keys.count(key) > 1]:
        raise ConfigError(f"two sources are called {twice[0]!r}", fix="choose another key", code="CORPUS-LIST")
    return [*listed, *own.values()] if selection.sources or not lists else listed


def client_for(layout: Layout, settings: Path | None) -> Client:
    """A client with the settings of that file, or of the corpus."""
    from claimwright.core.errors import NotFoundError
    from claimwright.corpus.download.client import Client
    from claimwright.corpus.download.settings import FILE, load_settings

    if settings is not None and not settings.is_file():
        raise NotFoundError("there are no settings here", where=str(settings), code="FETCH-SETTINGS")
    return Client(load_settings(settings or layout.root / FILE))
