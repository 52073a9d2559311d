"""The shipped structured model: attributes, fit, use, card."""
