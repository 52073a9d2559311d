"""The rules of a program by what people call them."""

from __future__ import annotations

import difflib
import re

from claimwright.assistant.session import Session
from claimwright.trace.find import rules

_SPOKEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"prior ?auth\w*|pre-?auth\w*|auth\w*", ("prior_authorization",)),
    (r"(?:ptp|ncci|cci|procedure[- ]to[- ]procedure|bundling) ?(?:edits?)?|modifier indicator|(?:this|the|which) pair", ("procedure_to_procedure", "procedure_to_procedure_in_history")),
    (r"mues?|(?:how many|number of) units|medically unlikely|unit(?:s)? (?:limit|edit|cap)|unlikely", ("medically_unlikely_units",)),
    (r"add[- ]?on|primary (?:procedure|code|service)", ("add_on_needs_primary",)),
    (r"timely|filing|deadline|late|to file", ("timely_filing",)),
    (r"duplicates?", ("exact_duplicate", "near_duplicate")),
    (r"exclusions?|excluded", ("excluded_service", "excluded_diagnosis")),
    (r"visit limit|benefit limit|visits? (?:cap|maximum)|(?:how many|number of) visits", ("visit_limit",)),
    (r"out[- ]of[- ]pocket|oop|maximum", ("out_of_pocket_maximum",)),
    (r"out[- ]of[- ]network|network", ("contract_term", "outside_the_network", "out_of_network_terms")),
    (r"co-?pays?|copayments?", ("copay_before_deductible", "copay_after_deductible", "out_of_pocket_maximum", "member_copay", "sharing_terms")),
    (r"deductibles?", ("deductible_share", "out_of_pocket_maximum", "member_deductible", "sharing_terms")),
    (r"co-?insurance", ("coinsurance_share", "out_of_pocket_maximum", "member_coinsurance", "sharing_terms")),
    (r"lesser[- ]of", ("lesser_of_charge_and_price",)),
    (r"new[- ]patient|established|last seen|seen before", ("new_patient",)),
    (r"status b|bundled by status", ("bundled_by_status",)),
    (r"bundl\w*", ("procedure_to_procedure", "procedure_to_procedure_in_history", "bundled_by_status")),
    (r"eligib\w*|coverage|covered on|active|insured", ("coverage_in_force",)),
    (r"dependent|age limit|26th", ("dependent_age",)),
    (r"coordination|other payer|cob|secondary|primary|payer first|first payer", ("other_payer_goes_first",)),
    (r"accident|car", ("other_accident",)),
    (r"workers|work injury|injury", ("injury_at_work",)),
    (r"correction|corrected|original|replacement|void", ("timely_filing", "void_of_earlier_claim")),
    (r"preventive|screening|benefit", ("benefit_of_service",)),
    (r"emergenc\w*", ("outside_the_network", "prior_authorization")),
    (r"unlisted", ("unlisted_procedure",)),
    (r"fee schedule", ("scheduled_fee",)),
    (r"medicare(?:'s)? (?:fee|rate|price)|percent of medicare|rbrvs", ("percent_of_medicare",)),
    (r"percent of charge", ("percent_of_charge",)),
    (r"modifier (?:check|valid\w*)", ("modifiers_are_valid",)),
)  # fmt: skip
"""What people call a rule, to rules of the bundled packs by their last part."""

_SMALL = frozenset(
    {
        "a", "an", "and", "any", "apply", "are", "be", "did", "does", "for", "here", "in", "is", "it", "its", "line", "not",
        "of", "on", "or", "rule", "the", "this", "to", "was", "were", "why", "edit", "check", "limit", "clause", "service",
        "claim", "would", "have", "has", "how", "come", "didn", "wasn", "doesn", "isn", "t", "should", "there", "no",
        "used", "use", "found", "given", "left",
    }
)  # fmt: skip
_NEAR = 0.8
_ENOUGH = 0.6


def names_a_rule(words: str) -> bool:
    """Whether the words name something that a rule of the bundled packs judges."""
    return any(re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE) for pattern, _ in _SPOKEN)


def find_rules(session: Session, words: str) -> tuple[str, ...]:
    """The rules of the program that the words name; none where no name is near."""
    known = rules(session.tree)
    by_end = {rule.rpartition(".")[2]: rule for rule in known}
    exact = [rule for rule in known if re.search(rf"\b{re.escape(rule.rpartition('.')[2])}\b", words.lower())]
    if exact:
        return (max(exact, key=len),)
    for pattern, ends in _SPOKEN:
        if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE):
            return tuple(by_end[end] for end in ends if end in by_end)
    return _nearest(known, words)


def _nearest(known: tuple[str, ...], words: str) -> tuple[str, ...]:
    """The rule whose name shares most of its words with the question, letters mistyped or not."""
    asked = [word for word in re.findall(r"[a-z]+", words.lower().replace("_", " ")) if word not in _SMALL]
    best = max((*_overlap(asked, rule), rule) for rule in known)
    return (best[2],) if best[0] >= _ENOUGH else ()


def _overlap(asked: list[str], rule: str) -> tuple[float, int]:
    """The share of the name's words that are asked for, and how many they are."""
    name = [word for word in rule.rpartition(".")[2].split("_") if word not in _SMALL]
    hits = sum(bool(difflib.get_close_matches(word, asked, n=1, cutoff=_NEAR)) for word in name)
    return (hits / len(name) if name else 0.0, hits)
