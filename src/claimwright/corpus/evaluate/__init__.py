"""How well search finds what answers: a relevance set, its measures with intervals, and the reranker fitted on one half."""
