"""Briefs as files for an office: Word and PDF, where the packages for them are installed."""

from vedette.brief.model import Brief
from vedette.errors import InputError

_MISSING = "Word and PDF files need more packages: pip install vedette[export]"


def docx(brief: Brief) -> bytes:
    """The brief as a Word document; raises `InputError` when python-docx is not installed."""
    try:
        from vedette.brief import as_docx
    except ImportError as error:
        raise InputError(_MISSING) from error
    return as_docx.write(brief)


def pdf(brief: Brief) -> bytes:
    """The brief as PDF; raises `InputError` when fpdf2, uharfbuzz or the fonts are not installed."""
    try:
        from vedette.brief import as_pdf
    except ImportError as error:
        raise InputError(_MISSING) from error
    return as_pdf.write(brief)
