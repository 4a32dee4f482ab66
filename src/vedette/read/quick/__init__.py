"""The parser's own components, run sooner: the same tags, heads, names and lemmas as spaCy's, at a third of the cost.

Each part knows one kind of component by its build and leaves every other to spaCy, so that a pipeline of the user's own
is read as well, only more slowly. Each report is computed by itself: what stands beside it in a batch changes nothing.
"""

from vedette.read.quick.steps import Step, steps_of

__all__ = ["Step", "steps_of"]
