"""Odds for a denial at hand: calibrated, with an interval, reasons, base rates and similar cases."""
