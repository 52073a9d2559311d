"""Group numbers by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "group",
    ("GROUP_NUMBER",),
    "group|grp|group id|group number|group no|grp no|grp id|gp|grp num|group num|group #|grp #"
    "|employer group|emp group|group code|"
    "employer group number|plan group|ins group|insurance group|group plan number|gr|grup|groupe",
)
