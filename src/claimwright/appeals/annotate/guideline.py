"""What annotators are told: which passages are background, and what the four ratings mean (HICRIC's scale, our words)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating of how much the marked background tells, from 1 to 4."""

    value: int
    name: str
    meaning: str


RATINGS = (
    Rating(1, "neither", "No particular condition, service or drug is named."),
    Rating(2, "one of them", "A condition is named, or a service or drug, but not both."),
    Rating(3, "both", "A condition is named, and the service or drug that was denied."),
    Rating(4, "both, and why", "As 3, with what happened before or the reasons given for or against it."),
)

MARK = (
    "Mark what was known when the appeal was filed: the patient's situation, what was asked for, what the plan denied "
    "and how it reasoned."
)
LEAVE = (
    "Leave out the reviewer's opinion, anything that gives the decision away, and what came to light only during the "
    "review."
)
SCALE = "Rate the marked passages alone, as if the rest were not there. Between two ratings, take the lower."
