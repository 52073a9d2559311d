"""Policy and contract numbers by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "policy",
    ("POLICY_NUMBER",),
    "policy|insurance certificate|policy number|policy no|policy id|policy #|pol|pol no|pol num|pol number|plcy|polcy"
    "|contract|contract number|contract no|contract id|contract #|"
    "policy holder number|insurance policy|certificate of coverage|cntr|cntrct|contr|policy num",
)
