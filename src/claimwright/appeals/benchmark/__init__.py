"""The benchmark: cases cleaned of what gives the outcome away, deduplicated, split by case, place and time, and tested
for leaks."""
