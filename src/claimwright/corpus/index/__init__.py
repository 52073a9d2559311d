"""The canonical store of provisions, and the lexical and dense indexes that are derived from it."""
