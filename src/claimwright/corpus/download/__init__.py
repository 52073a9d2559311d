"""Fetching politely: per-host rate and concurrency, robots.txt, retries, resume, atomic files, version history."""
