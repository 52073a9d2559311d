"""Books of business: plans, contracts, members, providers, history and tables in one folder.

`load_book` reads and checks a folder; `check_book` lists everything that is wrong with it. What a claim may
see of it is `LoadedBook.slice_for`. The format is described in docs/book.md.
"""

from claimwright.claims.book.directory import Directory, MemoryDirectory
from claimwright.claims.book.loaded import LoadedBook
from claimwright.claims.book.loader import check_book, load_book
from claimwright.claims.book.problems import BookError, Problem
from claimwright.claims.book.slices import slice_for

__all__ = [
    "BookError",
    "Directory",
    "LoadedBook",
    "MemoryDirectory",
    "Problem",
    "check_book",
    "load_book",
    "slice_for",
]
