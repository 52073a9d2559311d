"""Appeals: from a denial to calibrated odds, the rules that support it, and a letter."""
