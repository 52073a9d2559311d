"""Recognisers of structured evidence: one a file, found by `registry.load()`; adding one is its file and its test."""
