"""How good the extraction is: strict spans, leakage, calibration, intents, latency; as text, JSON and HTML."""
