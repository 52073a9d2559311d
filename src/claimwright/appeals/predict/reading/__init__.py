"""Reading attributes from a description: terms, zones, person, language."""
