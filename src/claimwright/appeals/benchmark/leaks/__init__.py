"""Sentences that give the outcome away: what they look like, how they are taken out, and the test that none is left."""
