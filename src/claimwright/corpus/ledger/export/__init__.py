"""`corpus export`: the corpus as Parquet files, or in the layout of a Hugging Face dataset with its card."""

from __future__ import annotations

from claimwright.corpus.ledger.export.run import Exported, export_corpus

__all__ = ["Exported", "export_corpus"]
