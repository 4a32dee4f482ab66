"""Briefs: what the desk sends on, every sentence cited."""

from vedette.brief.compose import compose
from vedette.brief.model import Brief
from vedette.brief.render import html, markdown

__all__ = ["Brief", "compose", "html", "markdown"]
