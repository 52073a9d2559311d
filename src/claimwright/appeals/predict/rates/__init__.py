"""Base rates: counting and looking up."""
