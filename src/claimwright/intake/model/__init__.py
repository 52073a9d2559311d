"""The model of intake: one small encoder with three heads (intent, PHI tags, insurance tags).

Running it needs onnxruntime, tokenizers and numpy (`reader`); training and export need the extra `train`.
"""
