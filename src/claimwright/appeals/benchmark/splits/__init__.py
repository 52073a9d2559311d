"""Splits of the benchmark: by case group, by place and by time. No group is ever on two sides, nothing depends on order."""
