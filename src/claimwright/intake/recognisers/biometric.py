"""File names of photographs and scans, and voiceprint, fingerprint or face template references by cue."""

from __future__ import annotations

import re

from claimwright.intake.recognisers.base import Recogniser, Rule, by_rules
from claimwright.intake.recognisers.identifiers import by_cue

_FILE = re.compile(
    (
        r"(?<![\w/.@-])[\w-](?:[\w.()+-]{0,80}?)\.(?:jpe?g|png|heic|heif|gif|bmp|tiff?|webp|mov|mp4"
        r"|avi|wav|m4a|mp3|raw|dcm|zip|pdf)(?!\w)"
    ),
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\.(?:jpe?g|png|heic|heif|gif|bmp|tiff?|webp|mov|mp4|avi|wav|m4a|mp3|raw|dcm|zip|pdf)(?!\w)", re.IGNORECASE
)
_SPOKEN_FILE = re.compile(
    r"(?<!\w)[a-z0-9]{1,30}+(?: (?:underscore|dash|hyphen|dot) [a-z0-9]{1,30}+){0,6} dot "
    r"(?:j ?p ?e? ?g|p ?n ?g|h ?e ?i ?c|g ?i ?f|t ?i ?f ?f?|b ?m ?p)(?!\w)",
    re.IGNORECASE,
)
_FACE = re.compile(
    r"face|facial|selfie|photo|pic|image|headshot|portrait|img|voice|finger|retina|iris|scan"
    r"|upload|attach|file|video|snapshot|mugshot|dsc"
)
_DOCUMENT = re.compile(r"\.(?:pdf|zip|mp3|dcm)\Z", re.IGNORECASE)

_BY_SHAPE = by_rules(
    "photo",
    ("BIOMETRIC",),
    (
        Rule("spoken", _SPOKEN_FILE, hint=(" dot ",)),
        Rule("file.cue", _FILE, before=_FACE, needs=_ENDING, check=lambda v: None if _DOCUMENT.search(v) else ""),
        Rule(
            "file",
            _FILE,
            needs=_ENDING,
            check=lambda v: None if _DOCUMENT.search(v) else "named" if _FACE.search(v.lower()) else "",
        ),
    ),
    source="45 CFR 164.514(b)(2)(i)(P), (Q)",
)
_BY_CUE = by_cue(
    "biometric",
    ("BIOMETRIC",),
    "voiceprint|voice print|voiceprint id|voice id|voice template|fingerprint|fingerprint id"
    "|finger scan|thumbprint|face scan|face id|facial scan|facial image|face template|"
    "faceprint|face print|retina scan|retinal scan|iris scan|iris id|palm scan|palm vein|palm "
    "template|template|biometric|biometric id|biometric template|biometric record|template id|"
    "enrollment photo|photo id|photo #|facial recognition|facial id|fingerprint template|palmprint|hand scan",
)
RECOGNISERS: tuple[Recogniser, ...] = (_BY_SHAPE, _BY_CUE)
