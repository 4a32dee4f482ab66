"""The main paths, driven in Chromium: nothing may fail on the console, and no request may leave this machine."""

import re
from pathlib import Path

import pytest

from tests.desk.conftest import Server, Watched
from vedette.store import Desk

ALL = (
    "/", "/map", "/incidents", "/incidents/i1", "/figures", "/disputes", "/claims", "/demands", "/reports", "/lineage",
    "/actors", "/sources", "/review", "/audit", "/search?q=KFOR", "/add", "/brief", "/api", "/nowhere",
)  # fmt: skip


def test_open_and_follow_a_figure_to_its_sentence(watched: Watched) -> None:
    page = watched.page
    page.goto("/")
    assert page.get_by_text("This is a demonstration").is_visible()
    page.get_by_role("link", name="Figures", exact=True).click()
    page.get_by_role("link", name="strength: KFOR").first.click()
    value = page.locator("td.n a").first
    said = value.get_attribute("title") or ""
    value.click()
    hit = page.locator("#hit")
    assert hit.is_visible()
    assert page.url.endswith("#hit")
    assert (hit.text_content() or "").split()[0] in said
    assert 0 < hit.bounding_box()["y"] < 800


def test_filter_by_type_takes_effect_at_once(watched: Watched) -> None:
    page = watched.page
    page.goto("/incidents")
    before = page.locator(".happening").count()
    page.get_by_label("Type").select_option("ASSAULT")
    page.wait_for_url("**type=ASSAULT**")
    assert 0 < page.locator(".happening").count() < before
    page.get_by_role("link", name="Clear").click()
    assert page.locator(".happening").count() == before


def test_merge_and_undo_from_the_incident(watched: Watched, desk: Desk) -> None:
    page = watched.page
    page.goto("/incidents/i3")
    before = len(desk.record().links.incidents)
    page.get_by_text("Merge with another").click()
    form = page.locator("details[open] form")
    form.get_by_label("Incident").fill("i5")
    form.get_by_label("Reason").fill("the same evening")
    form.get_by_role("button", name="Merge").click()
    page.get_by_text("is recorded").wait_for()
    assert page.locator(".history").get_by_text("the same evening").is_visible()
    assert len(desk.record().links.incidents) == before - 1
    page.get_by_role("button", name="Undo it").click()
    page.get_by_text("is recorded").wait_for()
    assert len(desk.record().links.incidents) == before


def test_split_off_a_sentence(watched: Watched, desk: Desk) -> None:
    page = watched.page
    held = max(desk.record().links.incidents, key=lambda one: len(one.mentions))
    before = len(desk.record().links.incidents)
    page.goto(f"/incidents/{held.id}")
    page.locator(".telling input[type=checkbox]").last.check()
    page.get_by_role("button", name="Split off the chosen sentences").click()
    page.get_by_text("is recorded").wait_for()
    assert len(desk.record().links.incidents) == before + 1


def test_the_queue_is_worked_by_keys_alone(watched: Watched, desk: Desk) -> None:
    page = watched.page
    page.goto("/review")
    assert page.locator(".card.here").get_attribute("id") == "q1"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(".card.here").get_attribute("id") == "q2"
    for key, act in (("a", "confirm"), ("x", "reject"), ("d", "dispute")):
        with page.expect_navigation():
            page.keyboard.press(key)
        assert [j.ruling.act for j in desk.judgements() if j.ruling][-1] == act
    with page.expect_navigation():
        page.keyboard.press("u")
    assert desk.judgements()[-1].undoes == 3
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"


def test_dragging_over_the_timeline_narrows_map_and_list(watched: Watched) -> None:
    page = watched.page
    page.goto("/map")
    before = page.get_by_role("status").text_content()
    line = page.locator("[data-timeline]")
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 60, steps=4)
    page.mouse.move(box["x"] + box["width"] * 0.98, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=2023-**")
    assert page.get_by_role("status").text_content() != before
    assert page.get_by_label("From").input_value() >= "2023-01-01"
    assert page.locator(".timeline a.chosen").count() > 0


def test_files_are_added_with_progress(watched: Watched, tmp_path: Path) -> None:
    page = watched.page
    for n in range(3):
        text = f"Police closed road {n} near Jarinje on Monday after {n + 2} officers were injured, a spokesman said."
        (tmp_path / f"r{n}.txt").write_text(text)
    page.goto("/add")
    page.locator("input[type=file]").set_input_files([tmp_path / f"r{n}.txt" for n in range(3)])
    assert page.get_by_text("3 files chosen.").is_visible()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("Done.").wait_for(timeout=30_000)
    assert page.locator("#accepted").text_content() == "3"
    page.goto("/reports")
    assert page.get_by_text("16 reports").is_visible()


def test_the_brief_is_downloaded(watched: Watched) -> None:
    page = watched.page
    page.goto("/brief")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Web page").click()
    assert re.fullmatch(r"brief-un-[\d-]+\.html", waiting.value.suggested_filename)
    assert Path(waiting.value.path()).stat().st_size > 10_000


def test_marks_of_a_report_can_be_put_out(watched: Watched) -> None:
    page = watched.page
    page.goto("/reports")
    page.locator("tbody a").first.click()
    assert page.locator(".text.hide-event").count() == 0
    page.get_by_label("event").uncheck()
    assert page.locator(".text.hide-event").count() == 1


def test_choices_are_kept(watched: Watched) -> None:
    page = watched.page
    page.goto("/incidents")
    page.get_by_text("Settings").click()
    page.get_by_label("Colours").select_option("dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 22, 29)"


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_fits_its_width(browser: object, served: Server, width: int) -> None:
    watched = Watched(browser, served.url, viewport={"width": width, "height": 844})
    for path in ALL:
        watched.page.goto(path)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, path
    watched.context.close()
    assert [text for text in watched.wrong if "404" not in text] == []


def test_the_main_paths_work_without_scripts(browser: object, served: Server, desk: Desk) -> None:
    watched = Watched(browser, served.url, java_script_enabled=False)
    page = watched.page
    page.goto("/review")
    page.get_by_role("button", name="Accept").first.click()
    assert [judged.ruling.act for judged in desk.judgements()] == ["confirm"]
    page.get_by_role("button", name="Undo it").click()
    assert desk.judgements()[-1].undoes == 1
    page.goto("/map")
    page.locator(".timeline a").first.click()
    assert "since=" in page.url
    watched.context.close()
    assert watched.wrong == []


@pytest.mark.parametrize(("scheme", "pages"), [("light", ALL[:-1]), ("dark", ALL[:4])])
def test_axe_finds_nothing_serious(browser: object, served: Server, scheme: str, pages: tuple[str, ...]) -> None:
    """Every page in light; in dark, where only the colours differ, those that have all of them."""
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(browser, served.url, color_scheme=scheme, bypass_csp=True)
    axe, found = Axe(), []
    for path in pages:
        watched.page.goto(path)
        answer = axe.run(watched.page).response
        serious = (rule for rule in answer["violations"] if rule["impact"] in ("serious", "critical"))
        found += [
            (path, rule["id"], node["html"], node["failureSummary"]) for rule in serious for node in rule["nodes"][:2]
        ]
    watched.context.close()
    assert found == []
