"""Briefs: what the desk sends on, every sentence cited."""

from vedette.brief.compose import compose
from vedette.brief.model import Brief
from vedette.brief.office import docx, pdf
from vedette.brief.render import html, markdown

__all__ = ["Brief", "compose", "docx", "html", "markdown", "pdf"]
