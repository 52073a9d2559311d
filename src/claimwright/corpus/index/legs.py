"""The legs of a corpus: which there are, and the ones that embed, brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimwright.core.errors import ConfigError
from claimwright.corpus.index.build import DENSE, LEXICAL, STORE, SUBJECT
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.records import Leg
from claimwright.corpus.index.store import Store
from claimwright.corpus.layout import Layout

if TYPE_CHECKING:
    from claimwright.corpus.index.dense import Progress


def open_legs(folder: Path, store: Store) -> dict[str, Leg]:
    """Every leg that has an index in the folder. Raises `ConfigError` where the lexical one is missing."""
    lexical = LexicalIndex(folder / LEXICAL, store)
    if lexical.mark() is None:
        raise ConfigError(
            "the lexical index is missing or of another version",
            where=str(lexical.folder),
            fix="run `claimwright corpus index`",
            code="CORPUS-INDEX-LEXICAL",
        )
    return {lexical.key: lexical, **_embedding(folder, store, lexical)}


def _embedding(folder: Path, store: Store, lexical: Leg) -> dict[str, Leg]:
    """The legs that embed the query, where their vectors were made; the encoder loads at the first search."""
    if not embedded(folder):
        return {}
    from claimwright.corpus.index.dense import DenseIndex
    from claimwright.corpus.index.subjects.leg import SubjectIndex

    dense = DenseIndex(folder / DENSE, store)
    subject = SubjectIndex(folder / SUBJECT, store, dense, lexical)
    return {leg.key: leg for leg in (dense, subject) if leg.mark()}


def embedded(folder: Path) -> bool:
    """Whether vectors were made in an index folder."""
    return (folder / DENSE / "mark.json").is_file()


def embed(layout: Layout, progress: Progress | None = None) -> int:
    """Bring the legs that embed up to date; the number of provisions added or dropped. May be killed and run again."""
    from claimwright.corpus.index.dense import DenseIndex, build_dense
    from claimwright.corpus.index.subjects.leg import SubjectIndex

    count = build_dense(layout, progress)
    store = Store(layout.index / STORE)
    dense, lexical = DenseIndex(layout.index / DENSE, store), LexicalIndex(layout.index / LEXICAL, store)
    SubjectIndex(layout.index / SUBJECT, store, dense, lexical).follow(store)
    store.close()
    return count
