"""PDF files that hold text; a scan without text is not read. Runs in the worker."""

import io
import logging

from vedette.errors import InputError
from vedette.intake.items import Draft


def read_pdf(data: bytes, *, max_chars: int) -> Draft:
    """The text of all pages, a blank line between pages; raises `InputError` when there is none.

    A document's own title and dates are left alone: they tell of the file, not of the report.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise InputError("PDF is locked with a password")
        pages, length = [], 0
        for page in document.pages:
            pages.append(page.extract_text())
            length += len(pages[-1])
            if length > max_chars:
                break
    except PyPdfError as error:
        raise InputError(f"damaged PDF: {error}") from error
    text = "\n\n".join(pages)
    if not text.strip():
        raise InputError("no text found in the PDF (a scan?)")
    return Draft(text=text)
