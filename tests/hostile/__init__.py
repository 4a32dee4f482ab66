"""The hostile suite: what is offered or written to do harm. Quick by default; `make hostile` runs the long form."""

import os

LONG = os.environ.get("HOSTILE") == "long"
