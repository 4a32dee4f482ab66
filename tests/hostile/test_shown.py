"""What a reader opens runs nothing: briefs as HTML, Markdown, Word and PDF, made of hostile words alone."""

import io
import re
import zipfile
from collections import Counter
from functools import cache
from typing import get_args

import lxml.html
import pytest
from lxml import etree
from pypdf import PdfReader

from tests.hostile import LONG
from tests.hostile.made import WORDS, hostile
from tests.hostile.naughty import CLASSES
from vedette.brief import Brief, compose, docx, html, markdown, pdf
from vedette.brief.setting import ProfileName, Setting

PROFILES = get_args(ProfileName)
RUNS = {"script", "iframe", "object", "embed", "base", "link", "meta", "form", "img", "svg", "math", "video", "input"}
OURS = {"b", "strong", "em", "small", "aside", "dl", "dt", "dd", "ul", "li", "table"}
"""What a brief has when there is more to tell."""
ACTIVE = re.compile(
    r"/(?:JS|JavaScript|Launch|AA|SubmitForm|ImportData|EmbeddedFile|RichMedia)\b|/OpenAction': (?:\{|Indirect)"
)
CHOSEN = (*CLASSES["markup"], *CLASSES["format"], *CLASSES["headers"], *CLASSES["addresses"], *CLASSES["formulas"])
FEW = tuple(word for word in CHOSEN if word in WORDS)[:: 1 if LONG else 3]


@cache
def brief(profile: str) -> Brief:
    setting = Setting(profile=profile, by="</title><script>x</script>")
    return compose(hostile(WORDS if LONG else FEW), title="<img src=x onerror=alert(1)>{{7*7}}", setting=setting)


@cache
def plain_tags(profile: str) -> set[str]:
    made = compose(hostile(("Name",) * 6), title="Plain", setting=Setting(profile=profile, by="Ana"))
    return {node.tag for node in lxml.html.fromstring(html(made)).iter() if isinstance(node.tag, str)}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_page_holds_no_element_that_a_plain_one_has_not(profile: str) -> None:
    page = lxml.html.fromstring(html(brief(profile)))
    tags = Counter(node.tag for node in page.iter() if isinstance(node.tag, str))
    assert set(tags) - plain_tags(profile) <= {
        "b",
        "strong",
        "em",
        "aside",
        "dl",
        "dt",
        "dd",
        "ul",
        "li",
        "table",
        "small",
    }
    assert not (RUNS - {"meta"}) & set(tags)
    assert tags["meta"] <= 3
    for node in page.iter():
        if isinstance(node.tag, str):
            assert not [
                name for name in node.attrib if name.startswith("on") or name in ("srcdoc", "style", "formaction")
            ]
            assert re.match(r"https?://[^\s\"'<>]+$|#|$", node.get("href", "")), node.get("href")
    assert "49" not in "".join(page.xpath("//title/text()"))


@pytest.mark.parametrize("profile", PROFILES)
def test_markdown_holds_no_markup_of_theirs(profile: str) -> None:
    text = markdown(brief(profile))
    bare = re.sub(r"\\.", "", text)
    assert not re.search(r"<(?!a id=|/a>|https?://)[a-zA-Z!/?]", bare), "a tag"
    for target in re.findall(r"\]\(([^)]*)\)", bare):
        assert target.startswith(("#", "http://", "https://")), target
    assert not re.search(r"!\[", bare), "a picture"
    assert not re.search(r"^\s*(?:```|~~~)", bare, re.MULTILINE), "a fence"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_word_file_runs_and_fetches_nothing(profile: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx(brief(profile)))) as parts:
        names = parts.namelist()
        assert not [name for name in names if re.search(r"vba|macro|activeX|embeddings|attachedTemplate", name)]
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(parts.read(name))
                fields = {"".join(node.itertext()).strip() for node in root.iter("{*}instrText")}
                assert fields <= {"PAGE"}, fields
                assert not list(root.iter("{*}fldSimple", "{*}altChunk", "{*}object", "{*}control"))
                for link in root.iter("{*}Relationship"):
                    if link.get("TargetMode") == "External":
                        assert re.fullmatch(r"https?://[^\s\"'<>]+", link.get("Target"))


@pytest.mark.parametrize("profile", PROFILES if LONG else PROFILES[:1])
def test_a_pdf_runs_nothing_and_leads_to_the_web_alone(profile: str) -> None:
    data = pdf(brief(profile))
    document = PdfReader(io.BytesIO(data))
    for number in range(1, len(document.xref_objStm) + len(document.xref.get(0, {})) + 1):
        held = str(document.get_object(number))
        assert not ACTIVE.search(re.sub(r"'[^'/][^']*'", "", held)), held[:200]
        for target in re.findall(r"'/URI': '([^']*)'", held):
            assert target.startswith(("http://", "https://")), target
    assert len(document.pages) > 1
