"""A thousand hostile strings in titles, texts, outlets, addresses, names, notes: in the browser none of them runs."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import Server, Watched
from tests.desk.desks import Fixed
from tests.desk.synthetic import record
from vedette.record import Anchor, Judgement, Ruling

RUN = "window.ran=1"
CORES = (
    "<script>{r}</script>", "<ScRiPt >{r}</sCrIpT>", "<img src=x onerror={r}>", "<svg onload={r}>", "<svg/onload={r}>",
    "<body onload={r}>", "<iframe srcdoc='<script>parent.{r}</script>'>", "<a href=javascript:{r}>x</a>",
    "javascript:{r}",
    "<details open ontoggle={r}>", "<input autofocus onfocus={r}>", "<video><source onerror={r}></video>",
    "<math><mtext><script>{r}</script></mtext></math>", "<style>@import 'http://evil.example'</style>",
    "<link rel=stylesheet href=http://evil.example/x.css>", "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<base href=http://evil.example/>", "<object data=javascript:{r}>", "<embed src=javascript:{r}>",
    "<form action=http://evil.example><button>x</button></form>", "data:text/html,<script>{r}</script>",
    "vbscript:{r}", "jAvAsCrIpT&colon;{r}", "&lt;script&gt;{r}&lt;/script&gt;",
    "\\u003cscript\\u003e{r}\\u003c/script\\u003e",
    "{{{{constructor.constructor('{r}')()}}}}", "${{{r}}}", "<%= {r} %>", "{{% raw %}}<script>{r}</script>",
)  # fmt: skip
BEFORE = ("", '"', "'", '">', "'>", "</title>", "</textarea>", "-->", "]]>", "</script>", "`", "</svg>", "\u202e")
AFTER = ("", '"', "//")


def strings() -> Iterator[str]:
    for core in CORES:
        for before in BEFORE:
            for after in AFTER:
                yield f"{before}{core.format(r=RUN)}{after}"


ALL = tuple(strings())


def _note(n: int, word: str, report: str) -> Judgement:
    """A note whose analyst and reason are hostile."""
    anchor = Anchor(report=report, start=len(word) * 2 + 2, end=len(word) * 2 + 9)
    ruling = Ruling(act="note")
    moment = "2023-06-01T00:00:00.000000Z"
    return Judgement(number=n + 1, recorded_at=moment, analyst=word, reason=word, ruling=ruling, targets=((anchor,),))


@pytest.fixture(scope="module")
def hostile() -> Iterator[Server]:
    made = record(2 * len(ALL), per_report=2, word=lambda n: ALL[n % len(ALL)])
    noted = tuple(_note(n, word, made.reports[n].id) for n, word in enumerate(ALL[:120]))
    server = Server(Fixed(replace(made, judgements=noted)))
    yield server
    server.stop()


def pages() -> Iterator[str]:
    """The list of reports to its end, so that each string is met, and pages of every other kind."""
    yield from (f"/reports?page={n + 1}" for n in range(-(-len(ALL) // 50)))
    yield from (f"/reports/{n:016x}" for n in range(0, len(ALL), 90))
    yield from (f"/incidents/i{n + 1}" for n in range(0, 240, 60))
    yield from ("/", "/map", "/incidents", "/figures", "/claims", "/disputes", "/lineage", "/actors", "/sources")
    yield from ("/review", "/audit", "/brief")


LOOK = """() => [
  window.ran === undefined,
  document.scripts.length,
  document.querySelectorAll("main :is(img, iframe, object, embed, style, base, link, video, script)").length,
  [...document.querySelectorAll("a")].filter((a) => !/^(https?:|[/#])/.test(a.getAttribute("href"))).length,
  location.pathname,
]"""
"""Did anything run; scripts (ours alone); elements that no page of ours has; links elsewhere than to the web; where."""


def test_there_are_more_than_a_thousand() -> None:
    assert len(set(ALL)) > 1000


def test_none_of_them_runs(browser: object, hostile: Server) -> None:
    watched = Watched(browser, hostile.url)
    for path in pages():
        assert watched.page.goto(path).status == 200, path
        state = watched.page.evaluate(LOOK)
        assert state == [True, 1, 0, 0, path.partition("?")[0]], path
    watched.context.close()
    assert watched.wrong == []


def test_none_of_them_becomes_markup_when_it_is_asked_for(shown: TestClient) -> None:
    """What the address says comes back in boxes and headings: the page has the same tags as for a plain word."""
    plain = {path: tags(shown.get(path, params={"q": "word"}).text) for path in ("/incidents", "/actors", "/reports")}
    for n, word in enumerate(ALL):
        path = ("/incidents", "/actors", "/reports")[n % 3]
        answer = shown.get(path, params={"q": word})
        assert answer.status_code == 200
        assert tags(answer.text) == plain[path], word


def tags(page: str) -> list[str]:
    """The tags of the page in their order, without what a list may or may not hold."""
    inside = re.sub(r"(?s)<tbody>.*?</tbody>|<div class=.list.>.*?</div>|<nav class=.pager.*?</nav>", "", page)
    return re.findall(r"<(?!option)[a-zA-Z]+", inside)


def test_none_of_them_runs_out_of_the_search_box(browser: object, served: Server) -> None:
    watched = Watched(browser, served.url)
    for word in ALL[:: len(ALL) // 12]:
        watched.page.goto("/search")
        watched.page.locator("main input[name=q]").fill(word)
        watched.page.locator("main input[name=q]").press("Enter")
        watched.page.wait_for_load_state()
        assert watched.page.evaluate("window.ran === undefined && document.scripts.length === 1"), word
    watched.context.close()
    assert [text for text in watched.wrong if "400" not in text] == []
