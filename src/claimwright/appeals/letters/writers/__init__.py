"""Writers of letters: the template, one module a kind of letter; and a language model."""
