"""A brief as Markdown or as one self-contained HTML page."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from vedette.brief.arrange import arrange
from vedette.brief.model import Brief

_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|!~])")
_LINE_START = re.compile(r"^(\s*\d*)([-+=.)])")


PREFACE = (
    "Facts only, each with the sentence that it stands on: a number in brackets leads to it. What stands between "
    "COMMENT: and COMMENT ENDS is an analyst's. Ratings follow the Admiralty code and are F6 (cannot be judged) until "
    "an analyst or two independent origins say otherwise."
)


def html(brief: Brief) -> str:
    """One page that needs nothing from outside; every citation leads to its sentence in the list of sources."""
    return _environment().get_template("brief.html.j2").render(doc=arrange(brief), preface=PREFACE)


def markdown(brief: Brief) -> str:
    """The same brief as Markdown; anchors are plain HTML so that citations work wherever Markdown is shown."""
    text = _environment().get_template("brief.md.j2").render(doc=arrange(brief), preface=PREFACE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("vedette.brief"),
        autoescape=lambda name: bool(name) and ".html." in str(name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = _plain
    made.filters["kind"] = lambda block: type(block).__name__
    made.filters["weblink"] = _weblink
    return made


def _plain(text: str) -> str:
    """Foreign text inside Markdown: nothing in it may act as markup."""
    line = " ".join(str(text).split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINE_START.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", line))


def _weblink(url: str) -> Markup:
    """A link only when it is http or https; anything else is shown as text."""
    if re.fullmatch(r"https?://[^\s\"'<>]+", url):
        return Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(url)
    return escape(url)
