"""How good a model is, with intervals: classes, calibration, abstention, subgroups, drift; reports and cards."""
