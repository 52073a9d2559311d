"""The kinds of question, by their words. The first pattern that fits wins, so the narrow kinds stand first."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "why", "allowed", "owes", "decided", "why_not", "change", "code", "pended", "summary", "judged", "unknown"
]  # fmt: skip

_NO_TRACE = (
    r"weather|rain(?:ing|y)?|temperature|joke|poem|recipe|stocks?|football|president|capital of|lawyer|sue|lawsuit|"
    r"medications?|medicines?|dos(?:e|age)|symptoms?|cure|prognosis|side effects?|safe|clinically|"
    r"medically (?:necessary|appropriate|needed)|(?:right|best|correct) treatment|better treatment|treatment options?|"
    r"(?:tele)?phone|e-?mail|password|salary|premiums?|social security|ssn|"
    r"pharmacy|aetna|cigna|humana|neighbou?r\w*|friend\w*|next time|in the future|for insurance|meaning of life|"
    r"descri(?:be|bes|ption|ptions|ptor|ptors)|other (?:patients|members|people)|average|next year|predict|opinion|racist|fraud(?:ulent)?|"
    r"diagnos(?:e|ed) (?:me|him|her|them)|should (?:the patient|i|she|he|they) (?:take|stop|start|get|have|undergo)"
)
"""Subjects on which no trace says anything: other worlds, clinical advice, people."""

_WORK = (
    r"claims?|lines?|services?|den(?:y|ied|ial|ies)|reject\w*|refus\w*|pa(?:y|id|ys|ying|yment)|unpaid|reduc\w*|cut|lower|less|"
    r"cover\w*|bill(?:ed|s|ing)?|charg\w*|adjust\w*|allow\w*|reimburs\w*|write[- ]?off|written off|owe\w*|"
    r"pend\w*|bounce\w*|disallow\w*|take[n ]?(?:back|off)|price\w*|\d{5}|[a-z]\d{4}|visit|lab|test|injection|procedure|"
    r"approv\w*|accept\w*|process\w*|declin\w*|kick\w*|happen\w*|zero|nothing|so much|so high|high"
)
_NOT = r"(?:not|n't|never)"
_APPLY = r"(?:ap{1,2}l?(?:y|ied|ies)|fir(?:e|ed)|run|ran|trigger\w*|hit|catch|caught|deny|used?|taken?|charged|kick in|count(?:ed)?|stop(?:ped)?|chosen|picked|selected|considered|enforced)"

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("change", r"\bwhat (?:would|will|has|have|must|needs?|should|can|could|do|else)\b.*\b(?:chang|differ|be done|pay|paid|approv|fix|correct|resubmit|do about)"),
    ("change", r"\bwhat if\b|\bfor line \d+ to (?:pay|be paid)\b|\bways? to (?:get|fix|have)\b|\bto get (?:it|this|that|line \w+|\w+) paid\b"),
    ("change", r"\bhow (?:can|could|do|does|would|should|to)\b.*\b(?:get|be paid|paid|fix|correct|appeal|resubmit|overturn|revers|avoid)"),
    ("change", r"\b(?:would|will|could|can|does|if)\b.*\b(?:help|fix|work|pass|pay|be paid|get paid|bypass|make a difference|resubmit)\b.*\b(?:with|if|modifier|without|unit)|\bwould\b.*\b(?:modifier|units?)\b|\b(?:if|with|adding|add)\b.*\bmodifier\b.*\b(?:help|fix|work|pay|paid|pass|bypass)"),
    ("change", r"\bwhich modifiers?\b|\bwhat modifiers?\b|\bshould (?:we|i) have (?:used|billed|coded|added|appended)|\bappeal\b|\bneeds?\b.*\bto (?:pay|be paid|get paid)\b|\bwhat do (?:we|i) (?:need|have) to do\b|\b(?:would|will|does|did)\b.*\bbypass"),
    ("change", r"\bfix(?:ed|es|ing)? (?:line|this|it|the)\b|\bmake (?:line|it|this)\b.*\bpay"),
    ("why_not", rf"\bwhy\b.*\b(?:did|does|do|was|were|is|has|have|would|should)(?: ?{_NOT}|{_NOT})\b.*\b{_APPLY}\b"),
    ("why_not", rf"\bwhy\b.*\b{_NOT}\b.*\b{_APPLY}\b|\bwhy (?:is|was) (?:there )?no\b(?! decision)|\bwhy no\b|\bhow come\b.*n't\b.*\b{_APPLY}\b|\bhow come\b.*\bnot {_APPLY}\b|\bhow come (?:there (?:is|was)|there's) no\b"),
    ("why_not", rf"\b(?:did|does|was|should|shouldn't|didn't|wasn't)\b.*\b(?:rule|edit|check|limit|exclusion|clause)\b.*\b{_APPLY}\b|\bshouldn't\b.*\b{_APPLY}\b|\b{_NOT} denied (?:as|by|for|under)\b"),
    ("pended", r"\bpend(?:ed|s|ing)?\b|\bon hold\b|\bheld up\b|\bhold(?:s|ing)?\b.*\bup\b|\bstuck\b|\bin review\b|\bunder review\b|\bwhat(?:'s| else is| is| are| do (?:you|we|i)| does (?:the payer|it)| information| info| documents?| records?| paperwork)\b.*\b(?:needed|missing|need|required|want|outstanding)|\bwait(?:s|ing)?\b|\bstill open\b|\bmanual review\b|\bneed(?:s|ed)? from (?:us|me|the)\b|\bdelay(?:ed)?\b|\bno decision\b|\bundecided\b|\bnot (?:yet )?(?:been )?(?:finali[sz]ed|decided|processed)\b"),
    ("summary", r"\bsummar|\bexplain (?:the|this|my|our) (?:claim|bill|eob)\b|\boverview\b|\bwhat happened\b|\bwalk me through\b|\bin (?:short|brief|a nutshell)\b|\btell me about (?:the|this|my|our) claim\b|\bstatus of (?:the|this|my|our) claim\b|\brecap\b|\bhow did (?:the|this|my|our) claim\b"),
    ("code", r"\bwhat (?:does|do|is|are|was|did)\b.*\b(?:mean|means|stand for|stands for)\b|\bmeaning of\b|\b(?:explain|define|decode)\b.*\b(?:codes?|co|pr|oa|carc|rarc|remark)\b|\bwhat(?:'s| is| are)\b.*\b(?:adjustment|reason|remark|denial|carc|rarc)\b.*\bcodes?\b"),
    ("code", r"\bexplain (?:the )?(?:code )?(?:co|pr|oa|pi)[- ]?[a-z]?\d|\bwhat(?:'s| is)? (?:a |an |the )?(?:co|pr|oa|pi)[- ]?[a-z]?\d{1,3}\b|\bwhat(?:'s| is)? (?:m|ma|n)\d{1,3}\b|\bwhy (?:the |is there (?:a |an )?|do i see |did (?:we|i) get )?(?:(?:remark|reason) (?:code )?)?(?:(?:co|pr|oa|pi)[- ]?[a-z]?\d{1,3}|(?:m|ma|n)\d{1,3})\b"),
    ("decided", r"\bwh(?:ich|at) (?:\w+ ){0,2}(?:rule|table|row|edit|contract|plan|benefit|clause|policy|schedule|arrangement|agreement|authorization|guideline|term|coverage)s?\b|\bwh(?:o|at) decided\b|\bwhat made\b|\bwhere (?:is|does) (?:that|this|the rule)\b.*\b(?:written|come)|\bon what (?:basis|grounds)\b|\bunder wh(?:ich|at)\b|\bbased on wh(?:ich|at)\b|\bwhat triggered\b|\bwhich (?:\w+ )?(?:claim|service)\b.*\b(?:duplicate|repeat\w*|conflict\w*|against|collide\w*)|\bwhat (?:did|does) the (?:denial|decision) rest on"),
    ("owes", r"\b(?:owes?|owed|owing|responsib\w*|co-?pays?|copayments?|coinsurance|co-insurance|deductibles?|out[- ]of[- ]pocket|cost[- ]shar\w*)\b|\b(?:member|patient|my|your|their|her|his)(?:'s)? (?:share|part|portion|cost|bill|balance|total|amounts?)\b|\b(?:member|patient|i) (?:only )?(?:pay|pays|paid)\b|\bfree (?:for|to)\b|\bcosts? (?:the )?(?:member|patient|me)\b|\bhave to pay\b|\b(?:balance )?bill(?:ed)? (?:me|the (?:member|patient))\b|\bwho pays\b|\bhow much (?:do|does|will|would|should) (?:i|the (?:member|patient)|we collect|s?he)\b|\bcollect from\b|\bbalance[- ]bill|\b(?:am|was) i (?:being )?(?:billed|charged)\b|\bi (?:being )?(?:billed|charged)\b"),
    ("allowed", r"\ballow(?:ed|able|s|ance)?\b|\bpric(?:e|ed|es|ing)\b|\bfee schedules?\b|\brates?\b|\brvus?\b|\brelative values?\b|\bgpci\b|\bconversion factor\b|\blesser of\b|\bhow (?:was|is|did|were|do)\b.*\b(?:calculat|comput|arriv|get to|come up|work(?:ed)? out|determined|figured|paid|come to)|\bhow much (?:did|does|will|was|is)\b.*\b(?:pay|paid|plan|insurance)|\bcontract(?:ed)? (?:rate|amount)\b|\breimburse\w*|\bonly (?:paid|\$)|\bpaid (?:only|so little|amount)\b|\bmath\b|\bbreak ?down\b|\blocalit(?:y|ies)\b|\brelative value"),
    ("why", r"\b(?:why|how come|what(?:'s| is| was)? the (?:reason|problem|matter|issue)|reason|wrong|den(?:y|ied|ial)|reduc\w*|rejected|not paid|unpaid|kicked|declin\w*|explain|written off|write-?off|problem)\b"),
)  # fmt: skip
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS
)
_OUTSIDE = re.compile(rf"\b(?:{_NO_TRACE})\b", re.IGNORECASE)
_ABOUT_WORK = re.compile(rf"\b(?:{_WORK})\b", re.IGNORECASE)
_BARE = re.compile(r"\W*(?:but )?(?:why|how come|explain|reasons?)(?: (?:is|was) (?:that|this|it))?\W*", re.IGNORECASE)


def is_outside(text: str) -> bool:
    """Whether a question asks what no trace records."""
    return _OUTSIDE.search(text) is not None


def kind_of(text: str) -> Kind:
    """The kind of a question; `unknown` for one that fits none, or asks what no trace records."""
    if is_outside(text):
        return "unknown"
    found: list[Kind] = [kind for kind, pattern in _KINDS if pattern.search(text)]
    kind: Kind = found[0] if found else "unknown"
    if kind == "owes" and re.search(r"\bwhy\b.*\b(?:denied|deny|denial|reject\w*)\b", text, re.IGNORECASE):
        return "why"
    if kind == "why" and not (_ABOUT_WORK.search(text) or _BARE.fullmatch(text)):
        return "unknown"
    return kind
