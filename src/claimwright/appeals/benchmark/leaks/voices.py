"""Who speaks in a sentence: the insurer's reasons and the patient's side are known when an appeal is sent, the reviewer's are not."""

from __future__ import annotations

import re

_SAYS = (
    r"(?:indicat|stat|report|consider|determin|deem|conclud|advis|note|noting|argu|believ|contend|assert|maintain|claim|explain|feel|felt|"
    r"request|recommend|opin|wr[io]t|testif|suggest|found|find|said|say|assess|cit|denied|den(?:y|ies)|declin|refus|reject)\w*"
)
_INSURER = r"(?:insurer|health\s+plan|plan|carrier|payer|payor|hmo|ipa|medical\s+group|(?:insurance\s+)?company|utilization\s+review\w*|denial(?:\s+letter)?)"
_SIDE = (
    r"(?:(?:treating|requesting|attending|prescribing|primary)\s+[\w\s]{0,30}?(?:physician|provider|doctor|surgeon|therapist|psychiatrist)|"
    r"(?:his|her|their)\s+(?:physician|provider|doctor|surgeon|parents?)|parents?|mother|father|guardian|enrollee|insured|member|"
    r"appellant|claimant|provider|patient)"
)
_VOICE = re.compile(
    rf"\b{_INSURER}s?(?:['’]s?)?\b[^.;]{{0,120}}?\b{_SAYS}\b|\b{_SIDE}s?\b[^.;]{{0,60}}?\b{_SAYS}\b|"
    rf"^\W*(?:this\s+request\s+)?(?:and\s+)?(?:the\s+)?(?:denied|reported|indicat\w+|stated|considered)\b|"
    rf"\b(?:this\s+)?request\b[^.;]{{0,40}}?\b(?:reported|indicat\w+|stated|considered|denied)\b|\b(?:their|its)\s+(?:determination|position|decision)\b|"
    rf"\b(?:denied|denial|denying)\b[^.;]{{0,80}}?\b(?:as|because|since|due|for|on|that|indicating|stating|reporting)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:whether|question|at\s+issue\s+is|issue\s+is|determine\s+if|under\s+review\s+is|under\s+consideration)\b",
    re.IGNORECASE,
)
_REVIEWER = re.compile(
    r"\b(?:(?:physician|clinical|medical|independent|external|expert|imr|peer|health\s?care)\s+(?:professional\s+)?reviewers?|reviewers?|"
    r"review\s+(?:panel|organi[sz]ation|agent)|imro|panel|we|I)\b"
)
_CONCLUDES = re.compile(
    r"\b(?:therefore|thus|hence|accordingly|consequently|as\s+such|in\s+(?:conclusion|summary|sum)|"
    r"for\s+(?:these|the\s+(?:above|foregoing|following))\s+reasons?)\b",
    re.IGNORECASE,
)


def is_anothers(sentence: str, at: int) -> bool:
    """Whether what stands at this place is said by the insurer or the patient's side, or is only asked, and so may stay.

    A reviewer named before it, or a conclusion drawn before it by nobody named, makes it the reviewer's.
    """
    before = sentence[:at]
    voices = list(_VOICE.finditer(before)) or list(_ASKS.finditer(before))
    if not voices:
        return False
    last = voices[-1].start()
    return not _REVIEWER.search(before[: voices[-1].end()]) and not _CONCLUDES.search(before, last)
