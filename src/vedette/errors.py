"""Every error Vedette raises on purpose, as one small tree: catch `VedetteError` to catch them all."""


class VedetteError(Exception):
    """Something the user can mend; its text is one clear line."""


class SpanError(VedetteError):
    """A value would point outside its report, or at nothing."""


class InputError(VedetteError):
    """Input that cannot be used; names the file, the line and the mend."""


class NotThereError(InputError):
    """Something is asked for by its name, and there is no such thing."""


class ModelError(VedetteError):
    """A model slot cannot be filled, or a model file is not what it claims to be."""


class StoreError(VedetteError):
    """A desk cannot be opened, read or written."""
