"""Models of background, sufficiency and outcome, their baselines, and how they are trained."""
