"""Where the corpus comes from: one source a file, each defining `SOURCE`.

A source says what it is, where it lives, under which licence, with which tags, how its files are found, and which
processor reads them. Adding a source is adding a file here and its test.
"""

from __future__ import annotations

from claimwright.corpus.sources.base import Item, Page, Site, Source, find_source, sources

__all__ = ["Item", "Page", "Site", "Source", "find_source", "sources"]
