"""Property tests without deadlines: the machine's load is no property of the code."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("claimwright", deadline=None)
settings.load_profile("claimwright")
