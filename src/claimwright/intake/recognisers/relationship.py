"""The word that relates the patient to the subscriber, by form field, by role sentence and by role word."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.wordlist import words

_KIN = (
    r"(?:dependents?(?: child(?:ren)?)?|dependants?|spouse|wife|husband|hubby|(?:ex-|former |late "
    r")?(?:spouse|wife|husband)|domestic partner|life partner|civil partner|partner|"
    r"(?:step|grand|foster |adopted |god)?-?(?:son|daughter|child(?:ren)?)|self|myself|mother"
    r"|father|mom|dad|mother-in-law|father-in-law|parent|ward|niece|nephew|sibling|brother|sister|"
    r"widow(?:er)?|legal guardian|guardian|dep|(?:primary )?(?:subscriber|policy ?holder|insured"
    r"|cardholder|member)|grandmother|grandfather|fiancée?|sponsored dependent)"
)
_ROLE = r"(?:(?:primary |main )?(?:subscriber|policy ?holder|insured|cardholder))"
_FIELD = re.compile(
    rf"(?:\brel(?:ation(?:ship)?)?\b(?:[ -]?(?:ship)?(?: code)?(?: (?:to|of|with))?(?: (?:the |my "
    rf"|your |primary |policy ?))?(?: ?(?:patient|pt|insured|subscriber|policy ?holder|holder"
    rf"|member|cardholder|sub|primary|plan))?(?:'s)?(?: name)?)?"
    rf"|\bpatient is|\bpt is|\bpatient =|\bpt =|\bpt)\W{{1,4}}(?:is |was |the )?\"?(?P<v>{_KIN})(?![\w-])",
    re.IGNORECASE,
)
_LISTED = re.compile(
    (
        rf"\b(?:listed|covered|enrolled|entered|down|added|insured|on (?:it|there|the plan|the policy"
        rf"|record|file)|carried|included|registered|under it|coded|go|classified) as (?:an? |the |my "
        rf"|her |his |their |your )?\"?(?P<v>{_KIN})(?![\w-])"
    ),
    re.IGNORECASE,
)
_IAM = re.compile(
    (
        rf"\b(?:i'm|i’m|im|i am|i would be|i'd be|i’d be|i was|as) (?:an? |the |her |his |their |each "
        rf"an? |my |your |a subscriber's )?(?P<v>{_KIN})(?![\w-])"
    ),
    re.IGNORECASE,
)
_KIN_ONLY = (
    r"(?:dependents?(?: child(?:ren)?)?|dependants?|spouse|wife|husband|hubby|(?:ex-|former |late "
    r")?(?:spouse|wife|husband)|domestic partner|life partner|civil partner|partner|"
    r"(?:step|grand|foster |adopted |god)?-?(?:son|daughter|child(?:ren)?)|self|myself|mother"
    r"|father|mom|dad|mother-in-law|father-in-law|parent|ward|niece|nephew|"
    r"widow(?:er)?|legal guardian|guardian|grandmother|grandfather|sponsored dependent)"
)
_IS_KIN = re.compile(
    (
        rf"\b(?:she's|he's|she is|he is|is|being|was|were|are|hes|shes|who's|they're) (?:an? |the |her "
        rf"|his |their |each an? |my |your |a subscriber's |listed as |still "
        rf")?(?P<v>{_KIN_ONLY})(?![\w-])"
    ),
    re.IGNORECASE,
)
_SUBSCRIBER = re.compile(
    rf"\b(?:i'm|i’m|im|i am|am|as) (?:the |a )?(?P<v>{_ROLE}|self|spouse)(?![\w-])(?! (?:id|number|no|of your))",
    re.IGNORECASE,
)
_MY = re.compile(rf"\b(?:my|our|her|his|their) (?P<v>{_KIN})(?![\w-])", re.IGNORECASE)
_PLAN = re.compile(
    r"plan|policy|insur|coverage|subscriber|holder|\bcard\b|covered|under|member|dependent|primary"
    r"|\bppo\b|\bhmo\b|carr(?:y|ies)|group"
)
_SHORT = re.compile(r"(?<![\w-])(?P<v>self|dependent|spouse)(?![\w-])(?! ?-?pay)", re.IGNORECASE)

_KIN_WORDS = words(
    "dependent dependents dependant dependants spouse wife husband hubby partner son daughter child children stepson "
    "stepdaughter stepchild stepchildren grandson granddaughter grandchild grandchildren godson goddaughter godchild "
    "godchildren self myself mother father mom dad parent ward niece nephew widow widower "
    "guardian dep grandmother grandfather"
)
_KIN_OR_ROLE_WORDS = _KIN_WORDS | words(
    "sibling brother sister subscriber policyholder holder insured cardholder member fiancé fiancée"
)
_ROLES = words("subscriber policyholder holder insured cardholder self spouse")
_SHORT_WORDS = words("self dependent spouse")

RECOGNISER = by_rules(
    "relationship",
    ("RELATIONSHIP",),
    (
        Rule("field", _FIELD, words=_KIN_OR_ROLE_WORDS, hint=("rel", "patient", "pt")),
        Rule("listed", _LISTED, words=_KIN_OR_ROLE_WORDS, hint=(" as ",)),
        Rule("subscriber", _SUBSCRIBER, words=_ROLES),
        Rule("i-am.plan", _IAM, after=_PLAN, words=_KIN_OR_ROLE_WORDS),
        Rule("i-am.after-plan", _IAM, before=_PLAN, words=_KIN_OR_ROLE_WORDS),
        Rule("is.plan", _IS_KIN, after=_PLAN, words=_KIN_WORDS),
        Rule("is.after-plan", _IS_KIN, before=_PLAN, words=_KIN_WORDS),
        Rule("short.after-plan", _SHORT, before=_PLAN, words=_SHORT_WORDS),
        Rule("short", _SHORT, words=_SHORT_WORDS),
        Rule(
            "my.plan",
            _MY,
            after=re.compile(r"\A.{0,8}(?:on|under) my|\A['’]?s? (?:insurance|plan|policy|coverage)"),
            words=_KIN_OR_ROLE_WORDS,
        ),
    ),
)
