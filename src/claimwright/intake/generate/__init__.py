"""More variety on top of the annotated messages: written markup, slot refill, noise, cleaning, and a language model."""
