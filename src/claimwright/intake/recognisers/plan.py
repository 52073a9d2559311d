"""Plan formats and metal tiers."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.wordlist import words

_FORMAT = re.compile(
    (r"(?<![\w-])(?:[DS]?PPO|[DS]?HMO|EPO|HDHP|DHMO|CDHP|OAP|P P O|H M O|E P O|P\.P\.O" r"|H\.M\.O)(?![\w-])"),
    re.IGNORECASE,
)
_POS = re.compile(r"(?<![\w-])(?:POS|P O S)(?![\w-])")
_METAL = re.compile(r"(?<![\w-])(?:Gold|Silver|Bronze|Platinum|Catastrophic)(?![\w-])")
_METAL_LOWER = re.compile(r"(?<![\w-])(?:gold|silver|bronze|platinum|catastrophic)(?![\w-])")
_MEDICARE = re.compile(r"(?<![\w-])(?:Medicare Advantage|Part [ABD]|Plan [FGN])(?![\w-])", re.IGNORECASE)
_COVERAGE = re.compile(r"plan|insur|cover|polic|hmo|ppo|epo|pos\b|hdhp|member|group|tier|carrier|premium|deductible")

_METALS = words("gold silver bronze platinum catastrophic")

RECOGNISER = by_rules(
    "plan",
    ("PLAN_TYPE",),
    (
        Rule(
            "format",
            _FORMAT,
            words=words("ppo hmo epo hdhp dhmo cdhp oap dppo sppo shmo p h e"),
        ),
        Rule("pos", _POS, words=words("pos p")),
        Rule("pos.lower", re.compile(r"(?<![\w-])pos(?![\w-])"), before=_COVERAGE, words=words("pos")),
        Rule("metal.before", _METAL, before=_COVERAGE, words=_METALS),
        Rule("metal.after", _METAL, after=_COVERAGE, words=_METALS),
        Rule("metal", _METAL, words=_METALS),
        Rule("metal.lower", _METAL_LOWER, before=_COVERAGE, words=_METALS),
        Rule("metal.lower.after", _METAL_LOWER, after=_COVERAGE, words=_METALS),
        Rule("medicare", _MEDICARE, hint=("medicare adv", "part ", "plan ")),
    ),
)
