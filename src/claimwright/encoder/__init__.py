"""The MiniLM encoder in ONNX: one loader for intake, search and appeals."""
