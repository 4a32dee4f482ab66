"""The quality gate: what `annotate` and `link` get right, against floors that may only rise.

`python -m tests.quality` prints the table; `test_gate.py` holds the floors of `floors.yaml`.
"""
