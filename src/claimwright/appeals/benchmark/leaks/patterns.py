"""The sentences that state or imply the decision, one pattern each, with a sentence that it finds and one that it leaves.

A pattern whose words the insurer or the patient's side may also use yields to `voices`: what they said before the appeal
is background and stays. `leans` tells what a match implies: `says` (overturned or upheld in words), `need` (need
shown: overturned, need not shown: upheld), `denial` (the denial was right: upheld, wrong: overturned).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from claimwright.appeals.benchmark.leaks.voices import is_anothers
from claimwright.appeals.records import Outcome


@dataclass(frozen=True)
class LeakPattern:
    """A way of giving the outcome away. `found` and `left` are test sentences."""

    name: str
    regex: re.Pattern[str]
    found: tuple[str, ...]
    left: tuple[str, ...]
    leans: Literal["says", "need", "denial"] = "need"
    anyone: bool = False
    """Whoever says it: no voice excuses it."""

    def search(self, sentence: str) -> re.Match[str] | None:
        """The first match that no other voice excuses."""
        matches = self.regex.finditer(sentence)
        return next(
            (m for m in matches if self.anyone or not is_anothers(sentence, _place(m))),
            None,
        )


def _place(found: re.Match[str]) -> int:
    """Where the judging words of a match begin."""
    core = found.start("core") if "core" in found.re.groupindex else -1
    return core if core >= 0 else found.start()


def _of(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


_NEEDED = r"(?:medically\s+(?:necessary|indicated|appropriate|warranted|justified|unnecessary)|clinically\s+(?:indicated|appropriate))"
_BE = r"(?:is|are|was|were|be|been|being|remains?|would\s+be|will\s+be|appears?\s+to\s+be|have\s+been|has\s+been|had\s+been)"
_THING = r"(?:services?|treatments?|procedures?|medications?|drugs?|therap(?:y|ies)|stay|admission|care|requests?|it|this|surger(?:y|ies)|tests?|testing|device|equipment|level\s+of\s+care|they|these)"

PATTERNS: tuple[LeakPattern, ...] = (
    LeakPattern(
        "label",
        _of(r"^\W*(?:final\s+)?(?:decision|outcome|determination|ruling|disposition|verdict)\s*:|\bthe\s+denial\s+is\s*:"),
        ("The denial is: Overturned", "Decision: Upheld.", "DETERMINATION: the request is approved"),
        ("The decision of her oncologist was to begin radiation.", "Diagnosis: Substance abuse."),
        "says", anyone=True,
    ),
    LeakPattern(
        "outcome in words",
        _of(r"\b(?:overturn(?:ed|s|ing)?|upheld|uphold(?:s|ing)?|(?:denial|decision|determination)s?\s+(?:\w+\s+){0,4}(?:reversed|affirmed|sustained))\b"),
        ("The denial is overturned.", "The Health Plan's denial should be upheld.", "I uphold the decision.", "The decision was therefore reversed."),
        ("The plan upheld its denial on internal appeal.", "She underwent a reversed shoulder replacement.", "The denial was upheld on first-level appeal."),
        "says",
    ),
    LeakPattern(
        "reviewer finds need",
        _of(rf"""\b(?:reviewers?|imro|panel|consultants?|experts?|we|I)\b [^.]{{0,60}}? \b(?:found|finds?|determin\w+|conclud\w+|opin\w+|agree\w*|recommend\w*|believes?|considers?|deem\w*|concurs?)\b
             [^.]*? (?:{_NEEDED}|medical\s+necessity|\b(?:more|likely\s+to\s+be)\s+(?:more\s+)?beneficial|investigational|experimental|\bappropriate\b|\bwarranted\b|\bsupported\b|\bjustified\b|\bcovered\b|\bapproved\b|\bauthori[sz]ed\b)"""),
        ("The reviewer determined that the surgery was medically necessary.", "All three reviewers concluded the drug is investigational.",
         "Two physician reviewers found the therapy likely to be more beneficial."),
        ("The physician reviewer found that the patient is a 58-year-old male.", "The reviewer noted that the insurer denied the request."),
        anyone=True,
    ),
    LeakPattern(
        "concludes need",
        _of(rf"""\b(?:therefore|thus|hence|accordingly|consequently|as\s+such|in\s+(?:conclusion|summary|sum)|based\s+(?:up)?on|given|for\s+(?:these|the\s+(?:above|foregoing|following))\s+reasons?)\b [^.]*?
             (?P<core>{_NEEDED}|medical\s+necessity|\b{_BE}\s+(?:not\s+)?(?:\w+\s+)?(?:appropriate|warranted|indicated|supported|justified|reasonable|necessary|beneficial|experimental|investigational|standard\s+of\s+care)\b)"""),
        ("Therefore the requested service was medically necessary.", "Based on the records, continued residential care was not warranted.",
         "As such, the admission was appropriate."),
        ("Therefore, the Health Insurer has denied coverage as not medically necessary.", "Given her pain, she was referred to a surgeon."),
    ),
    LeakPattern(
        "states need",
        _of(rf"\b{_THING}\b[^.;]{{0,80}}?\b(?P<core>(?:{_BE})\s+(?:\w+\s+){{0,2}}?{_NEEDED})|\bmedical\s+necessity\s+(?:\w+\s+){{0,5}}(?:{_BE}|has\s+been|had\s+been)\s+(?:not\s+)?(?:met|established|demonstrated|shown|supported|documented)"),
        ("The requested services were medically necessary for this patient.", "This medication is not medically necessary.", "Medical necessity for the stay was established."),
        ("The insurer reported that the requested service is not medically necessary.", "She asks whether the service is medically necessary.",
         "The treating physician states that the therapy is medically necessary."),
    ),
    LeakPattern(
        "should be covered",
        _of(r"\b(?:should|must|shall|ought\s+to)\s+(?:not\s+)?(?:have\s+been\s+|be\s+|have\s+)?(?:therefore\s+|now\s+)?(?:authori[sz]e[d]?|approve[d]?|cover(?:ed)?|reimburse[d]?|paid|pay|provide\s+coverage|granted|allowed)\b(?!\s+with\s)"),
        ("The request should be approved.", "The Health Plan should authorize the surgery.", "The stay should not have been covered."),
        ("The mother argues that the therapy should be covered.", "The wound should be covered with a sterile dressing."),
    ),
    LeakPattern(
        "standard of review",
        _of(r"\b(?:likely\s+to\s+be|(?:would|will|may)\s+be|is|are|was|were)\s+(?:not\s+)?(?:likely\s+to\s+be\s+)?more\s+beneficial\b|\bmore\s+beneficial\s+(?:for\s+\w+(?:\s+\w+){0,6}\s+)?than\s+(?:any\s+)?(?:available\s+)?(?:standard|other)"),
        ("The procedure is likely to be more beneficial than any available standard therapy.", "The drug was not likely to be more beneficial for treatment of this patient."),
        ("The treating physician believes that the drug is likely to be more beneficial than standard therapy.",),
    ),
    LeakPattern(
        "acted reasonably",
        _of(r"\b(?:plan|insurer|carrier|company|hmo)\b[^.]{0,40}\b(?:acted|acting|act)\b[^.]{0,40}\b(?:reasonabl[ey]|sound\s+medical\s+judg|best\s+interests?)"),
        ("The health plan did not act reasonably, with sound medical judgment and in the best interest of the patient.", "The insurer acted reasonably."),
        ("The patient acted out at school.",),
        "denial", anyone=True,
    ),
    LeakPattern(
        "denial judged",
        _of(r"\b(?:denial|decision\s+to\s+deny|determination)\b(?:\s+\w+){0,6}?\s+(?:is|was|were|are)\s+(?:\w+\s+){0,2}?(?:justified|unjustified|appropriate|inappropriate|reasonable|unreasonable|correct|incorrect|proper|improper|supported|unsupported|in\s+error|valid|invalid)\b"),
        ("The denial was not justified.", "The insurer's determination was appropriate."),
        ("The plan maintains that its denial was appropriate.",),
        "denial",
    ),
    LeakPattern(
        "agrees with",
        _of(r"\b(?:I|we|reviewers?|panel)\s+(?:\w+\s+){0,2}?(?:dis)?(?:agree|concur)s?\s+with\s+(?:the\s+)?(?:\w+['’]?s?\s+){0,3}?(?:denial|decision|determination|insurer|plan|carrier)"),
        ("I agree with the plan's denial.", "The reviewer disagrees with the insurer's decision."),
        ("The patient agrees with the plan of care.",),
        "denial", anyone=True,
    ),
    LeakPattern(
        "entitled",
        _of(r"\b(?:enrollee|patient|member|insured|claimant|appellant|she|he)\s+(?:is|was)\s+(?:not\s+)?(?:therefore\s+)?(?:entitled\s+to|eligible\s+for)\s+(?:coverage|reimbursement|authori[sz]ation|benefits|the\s+requested)"),
        ("The enrollee is entitled to reimbursement.", "The patient was not eligible for coverage."),
        ("The insurer reported that the patient was not eligible for coverage.",),
    ),
    LeakPattern(
        "evidence weighed",
        _of(r"""\b(?:records?|documentation|documents|evidence|literature|guidelines?|studies|information)\b [^.]{0,60}? \b(?:support|supports|supported|substantiate[sd]?|establish(?:es|ed)?|demonstrate[sd]?|justif(?:y|ies|ied)|show|shows|confirm(?:s|ed)?)\b
             [^.]{0,40}? \b(?:medical\s+necessity|the\s+(?:request|requested|denial|use\s+of|need\s+for|services?\s+at\s+issue|efficacy))|\b(?:insufficient|no|lack\s+of|limited|sufficient|adequate|ample)\s+(?:\w+\s+){0,3}?(?:evidence|support|documentation)\s+(?:\w+\s+){0,2}?(?:to\s+(?:support|justify|recommend)|for\s+the\s+(?:use|request))"""),
        ("The records do not support the medical necessity of the stay.", "There is sufficient support for the requested services in this patients case.",
         "There is insufficient evidence to support this device."),
        ("The medical records support that the patient is currently on chronic opioids.", "The insurer stated that there is insufficient evidence to support this device."),
    ),
    LeakPattern(
        "criteria weighed",
        _of(r"\b(?:meets?|met|satisf(?:y|ies|ied)|fail(?:s|ed)?\s+to\s+meet|meeting)\b[^.]{0,60}?\b(?:(?:criteria|requirements|standards?|definition)\s+(?:\w+\s+){0,2}?(?:for|of)\s+(?:\w+\s+){0,4}?(?:medical\s+necessity|coverage|care|services?|stay|admission|treatment)|medical\s+necessity)"),
        ("She met the criteria for continued residential care.", "The stay does not meet the definition of medical necessity."),
        ("The plan denied it since she did not meet the criteria for coverage.", "This patient meets the criteria for idiopathic short stature."),
    ),
    LeakPattern(
        "decided in favour",
        _of(r"\b(?:ruled?|found|decided|decision|finding|resolved)\b[^.]{0,20}?\b(?:in\s+favou?r\s+of|for)\s+the\s+(?:enrollee|patient|member|insurer|plan|appellant|insured)\b"),
        ("The review was decided in favour of the enrollee.",),
        ("The dentist decided in favour of an implant, and the insurer refused.",),
        "says", anyone=True,
    ),
    LeakPattern(
        "paid afterwards",
        _of(r"\b(?:plan|insurer|carrier)\b[^.]{0,40}?\b(?:subsequently|ultimately|eventually|has\s+since|later)\s+(?:approved|authori[sz]ed|covered|paid|reversed)"),
        ("The plan ultimately approved the surgery.",),
        ("The plan approved the first six visits.",),
        "says", anyone=True,
    ),
)  # fmt: skip

_INTERNAL = re.compile(
    r"\b(?:plan|insurer|carrier|company|it|they)\s+(?:\w+\s+){0,2}?(?:upheld|overturned|reversed)\s+(?:its|their|the|this)\b|"
    r"\b(?:internal|first|second|level|grievance|reconsideration)\b[\s-]?(?:\w+[\s-]){0,2}?(?:appeal|review|level|grievance)?",
    re.IGNORECASE,
)
_OVERTURNED = re.compile(
    r"\boverturn|\brevers(?:e|ed|es)\b|\bapproved|\bauthori[sz]ed|favou?r\s+of\s+the\s+(?:enrollee|patient|member)",
    re.IGNORECASE,
)
_UPHELD = re.compile(r"\buph[eo]ld|\baffirm|\bsustained|\bdenied|favou?r\s+of\s+the\s+(?:plan|insurer)", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:not|no|nor|never|without|fail\w*|insufficient|lack\w*|limited|unnecessary|unsupported|unjustified|unreasonable|inappropriate|"
    r"incorrect|improper|invalid|error|investigational|experimental|disagree\w*)\b|n['’]t\b",
    re.IGNORECASE,
)


def leaks_in(sentence: str) -> Iterator[LeakPattern]:
    """The patterns that find something in a sentence."""
    for pattern in PATTERNS:
        if pattern.search(sentence) and not (pattern.name == "outcome in words" and _is_internal(sentence)):
            yield pattern


def implied(pattern: LeakPattern, sentence: str) -> Outcome | None:
    """The outcome that a matching sentence implies; None where it does not tell which."""
    over, up = bool(_OVERTURNED.search(sentence)), bool(_UPHELD.search(sentence))
    if over != up:
        negated = pattern.leans == "says" and re.search(
            r"\bnot\s+(?:be\s+)?(?:overturned|upheld|reversed)", sentence, re.IGNORECASE
        )
        return "Overturned" if over != bool(negated) else "Upheld"
    if pattern.leans == "says":
        return None
    against = bool(_AGAINST.search(sentence))
    return "Overturned" if against == (pattern.leans == "denial") else "Upheld"


def _is_internal(sentence: str) -> bool:
    """Whether it is the insurer that upheld its own denial, which is known before any external review."""
    return bool(_INTERNAL.search(sentence)) and not re.search(
        r"\breviewer|\bexternal|\bindependent|\bI\b|\bshould", sentence
    )
