"""Marking background spans and sufficiency by hand, in HICRIC's annotation format."""
