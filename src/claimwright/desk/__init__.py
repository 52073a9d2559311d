"""The desk joins the parts: the only place that knows claims, the assistant and appeals at once."""
