"""The user's past cases: index and likeness."""
