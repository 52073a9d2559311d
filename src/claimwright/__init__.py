"""Claimwright: US health-insurance claims, readable."""

__version__ = "0.1.0"
