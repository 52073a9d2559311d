"""What a search may find: filters, and a few ids where the query cites a place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from claimwright.corpus.index.records import Filters
from claimwright.corpus.index.store import Store


class Selection:
    """Implements `Allowed`: ids are read from the store when a leg asks for them, once."""

    def __init__(self, store: Store, filters: Filters, only: tuple[int, ...] | None = None) -> None:
        self._store, self._filters, self._only = store, filters, only
        self._ids: NDArray[np.int64] | None = None
        self._read = False

    @property
    def filters(self) -> Filters:
        return self._filters

    @property
    def only(self) -> tuple[int, ...] | None:
        return self._only

    def ids(self) -> NDArray[np.int64] | None:
        """Ids in ascending order; None where everything is allowed."""
        if not self._read:
            self._ids = self._find()
            self._read = True
        return self._ids

    def _find(self) -> NDArray[np.int64] | None:
        passed = self._store.allowed(self._filters)
        if self._only is None:
            return passed
        few = np.array(sorted(self._only), dtype=np.int64)
        return few if passed is None else np.intersect1d(few, passed)
