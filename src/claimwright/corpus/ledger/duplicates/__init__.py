"""`corpus dedupe`: texts that are there twice, exactly or nearly, and which one to keep."""

from __future__ import annotations

from claimwright.corpus.ledger.duplicates.find import find_duplicates
from claimwright.corpus.ledger.duplicates.groups import Copy, Group, Report
from claimwright.corpus.ledger.duplicates.lists import read_list, write_list
from claimwright.corpus.ledger.duplicates.minhash import MinHash

__all__ = ["Copy", "Group", "MinHash", "Report", "find_duplicates", "read_list", "write_list"]
