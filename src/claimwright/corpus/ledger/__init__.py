"""The two ledgers: reading, writing, checking, counting, finding duplicates, exporting."""
