"""What a reason code means in general, in our own words; the code lists' texts are X12's."""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.claims.codes.reasons import bundled
from claimwright.trace.tree import Node

_GROUPS = {
    "CO": "the provider writes it off",
    "PR": "it is the member's to pay",
    "OA": "it is neither written off nor the member's",
    "PI": "the payer takes it off without a contract",
}


def meaning(node: Node) -> list[Sentence]:
    """A sentence on each code of a decision that the bundled list describes."""
    group, carc = node.attributes.get("group", ""), node.attributes.get("carc", "")
    sentences: list[Sentence] = []
    reason = bundled().get("carc", carc)
    if reason is not None and reason.meaning:
        sentences.append(say(f"In general {group}-{carc} says: {reason.meaning}; {_GROUPS.get(group, '')}.", [node.id]))
    for remark in node.attributes.get("remarks") or ():
        found = bundled().get("rarc", remark)
        if found is not None and found.meaning:
            sentences.append(say(f"Remark {remark} says: {found.meaning}.", [node.id]))
    return sentences
