"""Device identifiers and serial numbers by cue."""

from claimwright.intake.recognisers.identifiers import by_cue

RECOGNISER = by_cue(
    "device",
    ("DEVICE",),
    "pacer|pacemaker|defibrillator|glucometer|loop recorder|stimulator|implant card|hearing aid"
    "|hearing aids|unit #|unit no|cgm|cpap|pump|ventilator|concentrator|serial|serial plate"
    "|serial sticker|serial label|serials|serial number|serial no|serial #"
    "|serial numbers|ser|ser#|ser no|s/n|sn|sn#"
    "|serial num|device id|device|device number|device serial|device no|device #|"
    "device identifier|device serial number|udi|udi-di|pump serial|unit serial|implant|implant "
    "serial|implant serial number|implant id|implant number|"
    "asset tag|equipment id|equipment number|machine serial|machine number|machine id|imei|model "
    "serial|lot|lot number|lot no|lot/serial|lot and serial|unit number on|"
    "pacemaker serial|icd serial|cgm serial|cpap serial|monitor serial|transmitter id|transmitter"
    "|sensor serial|meter serial|generator serial|ref/serial|seriel|serial is",
)
