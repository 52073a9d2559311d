"""The coverage-rules corpus: sources, downloads, processed text, ledgers, and a search index with citations."""
