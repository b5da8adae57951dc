"""The pages in a real browser, offline: Debian's chromium, driven by Playwright. Pictures in docs/ are made here."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright  # noqa: E402

from tests.web.test_access import PASSWORD, people  # noqa: E402
from trucewatch.faces.web.app import create_app  # noqa: E402
from trucewatch.faces.web.assets import built  # noqa: E402
from trucewatch.faces.web.site import Options, Site  # noqa: E402
from trucewatch.settings import Folder  # noqa: E402

CHROMIUM = os.environ.get("TRUCEWATCH_CHROMIUM") or shutil.which("chromium")
ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("TRUCEWATCH_PICTURES")

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium: tools/browser.sh installs Debian's"),
    pytest.mark.skipif(not built(), reason="the assets are not built: tools/assets.sh does"),
]

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
]


class Served:
    """A case served over loopback by a thread of this process."""

    def __init__(self, case: Path, host: str = "127.0.0.1") -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        site = Site(Folder(case), Options(host=host, port=port, in_process=True, name="Ana"))
        self._server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="error", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def shared(ready_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose case the tests look at and do not change."""
    server = Served(Path(shutil.copytree(ready_case, tmp_path_factory.mktemp("shared") / "case")))
    yield server.url
    server.stop()


@pytest.fixture
def own(case: Path) -> Iterator[str]:
    """A server whose case this test may change."""
    server = Served(case)
    yield server.url
    server.stop()


def context_of(browser: Browser, url: str, faults: list[str], **how: Any) -> BrowserContext:
    """A browser that reaches the server and nothing else; what goes wrong on a page is noted."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce", **how)
    context.set_default_timeout(30_000)

    def only_ours(route: Any) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(url).netloc:
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", only_ours)
    return context


def opened(context: BrowserContext, faults: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda e: faults.append(f"{page.url}: {e}"))
    page.on("console", lambda m: faults.append(f"{page.url}: {m.text}") if m.type == "error" else None)
    return page


@pytest.fixture
def faults() -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture
def page(browser: Browser, shared: str, faults: list[str]) -> Iterator[Page]:
    context = context_of(browser, shared, faults, base_url=shared)
    yield opened(context, faults)
    context.close()


@pytest.fixture
def mine(browser: Browser, own: str, faults: list[str]) -> Iterator[Page]:
    context = context_of(browser, own, faults, base_url=own)
    yield opened(context, faults)
    context.close()


def ready(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("body[data-ready]")


def first_incident(page: Page, query: str = "") -> str:
    found: str = page.request.get(f"/api/incidents?{query}").json()["incidents"][0]["id"]
    return found


def addresses(page: Page) -> dict[str, str]:
    reports = page.request.get("/api/reports").json()["reports"]
    report = next(r for r in reports if "five" in r["doc"])
    edition = page.request.get("/api/editions").json()["editions"][0]
    plain = ("claims", "timeline", "positions", "exchanges", "sources", "editions", "integrity", "help", "api", "me")
    return {
        "today": "/",
        "ledger": "/incidents",
        "incident": f"/incidents/{first_incident(page, 'accounts=denied')}",
        "report": f"/reports/{report['id']}",
        "edition": f"/editions/{edition['id']}",
        **{name: f"/{name}" for name in plain},
    }


def test_no_page_breaks_reaches_out_or_runs_what_came_in(page: Page) -> None:
    for address in addresses(page).values():
        ready(page, address)
        assert page.evaluate("window.pwned") is None
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, shared: str, faults: list[str], scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not there: npm ci in web/")
    context = context_of(browser, shared, faults, base_url=shared, color_scheme=scheme, bypass_csp=True)
    page = opened(context, faults)
    wrong = {}
    looked = addresses(page)
    if scheme == "dark":  # what differs in the dark is contrast, and these hold every colour there is
        looked = {name: looked[name] for name in ("today", "incident", "report", "positions")}
    for name, address in looked.items():
        ready(page, address)
        page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        page.add_script_tag(path=AXE)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)["violations"]
        if found:
            wrong[name] = [(v["id"], v["nodes"][0]["html"][:160]) for v in found]
    context.close()
    assert not wrong


def test_nothing_runs_over_the_edge_of_a_phone(browser: Browser, shared: str, faults: list[str]) -> None:
    context = context_of(browser, shared, faults, base_url=shared)
    page = opened(context, faults)
    page.set_viewport_size({"width": 360, "height": 740})
    wide = {}
    for name, address in {**addresses(page), "map": "/map"}.items():
        ready(page, address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[name] = width
    context.close()
    assert not wide


def test_from_right_to_left_nothing_runs_over_the_edge(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in {**addresses(page), "map": "/map"}.values():
        ready(page, f"{address}?lang=ar")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_filters_are_an_address_and_the_address_is_the_filters(page: Page) -> None:
    ready(page, "/incidents")
    page.get_by_label("alleged attack").check()
    page.wait_for_url("**/incidents?*kind=attack*")
    page.wait_for_selector("body[data-ready]")
    total = page.locator("h1").inner_text()
    rows = page.locator("[data-row]").count()
    ready(page, page.url)
    assert page.locator("h1").inner_text() == total
    assert page.locator("[data-row]").count() == rows
    page.locator("a.chip", has_text="attack").click()
    page.wait_for_url("**/incidents?")
    page.go_back()
    assert "kind=attack" in page.url


def test_the_map_draws_the_world_and_follows_the_slider(page: Page) -> None:
    page.goto("/map")
    page.wait_for_selector("[data-map][data-ready]", timeout=90_000)
    layers = page.evaluate("window.trucewatchMap.getStyle().layers.map(l => l.id)")
    assert {"land", "disputed", "circles", "clusters", "dots"} <= set(layers)
    dashed = page.evaluate("window.trucewatchMap.getPaintProperty('disputed', 'line-dasharray')")
    assert dashed
    shown = int(page.locator("[data-shown]").inner_text())
    assert shown > 0
    slider = page.locator("[data-to]")
    slider.focus()
    slider.press("Home")
    expect(page.locator("[data-shown]")).not_to_have_text(str(shown))
    assert page.get_by_text("Dashed lines are disputed").is_visible()
    page.locator("[data-in-view]").click()
    page.wait_for_url("**/incidents?*box=*")
    assert "since=" in page.url


def test_keys_can_be_turned_off(page: Page) -> None:
    ready(page, "/help")
    page.locator("[data-keys]").click()
    ready(page, "/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    ready(page, "/help")
    page.locator("[data-keys]").click()
    with page.expect_navigation():
        page.keyboard.press("?")
    ready(page, "/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") == "row-title"


class TestByKeyAlone:
    def test_from_today_to_a_decision_and_back(self, mine: Page) -> None:
        ready(mine, "/")
        mine.keyboard.press("j")
        title = mine.evaluate("document.activeElement.textContent")
        mine.keyboard.press("Enter")
        mine.wait_for_url("**/incidents/inc-*")
        mine.wait_for_selector("body[data-ready]")
        address = mine.url
        assert mine.locator("h1").inner_text() == title
        mine.keyboard.press("t")
        mine.keyboard.type("ask the patrol")
        mine.keyboard.press("Tab")
        mine.keyboard.press("Enter")
        expect(mine.locator(".history")).to_contain_text("ask the patrol")
        mine.wait_for_selector("body[data-ready]")
        mine.keyboard.press("u")
        expect(mine.locator(".history")).to_contain_text("undone")
        mine.wait_for_selector("body[data-ready]")
        mine.keyboard.press("a")
        mine.wait_for_url(lambda url: url != address)
        ready(mine, address)
        expect(mine.locator(".head")).to_contain_text("decided")

    def test_correcting_an_account(self, mine: Page) -> None:
        key = first_incident(mine, "kind=attack&accounts=one-origin")
        ready(mine, f"/incidents/{key}")
        mine.keyboard.press("j")
        mine.keyboard.press("c")
        mine.keyboard.type("actual")  # goes in the list of fields to "actual or not"
        mine.keyboard.press("Tab")
        assert mine.evaluate("document.activeElement.value") == "actual"
        mine.keyboard.type("possible")
        mine.keyboard.press("Tab")
        mine.keyboard.type("the report says may have")
        mine.keyboard.press("Enter")
        expect(mine.locator(".history")).to_contain_text("the report says may have")
        claims = mine.request.get("/api/claims?review=corrected").json()["claims"]
        assert [c["modality"] for c in claims] == ["possible"]

    def test_what_could_not_be_taken_comes_back_as_it_was_and_is_mended(self, mine: Page, faults: list[str]) -> None:
        key = first_incident(mine, "kind=attack&accounts=one-origin")
        ready(mine, f"/incidents/{key}")
        mine.keyboard.press("c")
        mine.keyboard.type("how")
        mine.keyboard.press("Tab")
        mine.keyboard.type("killed=two")
        mine.keyboard.press("Tab")
        mine.keyboard.type("a man and a woman")
        mine.keyboard.press("Enter")
        mine.wait_for_selector("[aria-invalid=true]:focus")
        mine.wait_for_selector("body[data-ready]")
        assert mine.evaluate("document.activeElement.value") == "killed=two"
        mine.keyboard.press("Control+A")
        mine.keyboard.type("killed=2")
        mine.keyboard.press("Enter")
        expect(mine.locator(".history")).to_contain_text("a man and a woman")
        assert all("422" in fault for fault in faults)
        faults.clear()

    def test_splitting_an_account_off(self, mine: Page) -> None:
        several = next(
            i["id"] for i in mine.request.get("/api/incidents?sort=accounts").json()["incidents"] if i["claims"] > 1
        )
        ready(mine, f"/incidents/{several}")
        mine.keyboard.press("j")
        mine.keyboard.press("Space")
        assert mine.locator("[data-pick]:checked").count() == 1
        mine.locator("[data-pick]:checked").focus()
        mine.keyboard.press("s")
        mine.keyboard.type("another night")
        mine.keyboard.press("Enter")
        expect(mine.locator(".history")).to_contain_text("another night")


def test_merging_and_splitting_by_hand(mine: Page) -> None:
    key = first_incident(mine, "kind=attack&accounts=one-origin")
    ready(mine, f"/incidents/{key}")
    mine.locator("[data-move=m] > summary").click()
    mine.locator("[data-move=m] input[type=radio]").first.check()
    mine.locator("#r-merge").fill("one strike")
    mine.locator("[data-move=m] button").click()
    expect(mine.locator(".history")).to_contain_text("one strike")
    mine.wait_for_selector("body[data-ready]")
    boxes = mine.locator("[data-account] input[type=checkbox]")
    assert boxes.count() >= 2
    boxes.last.check()
    mine.locator("[data-move=s] > summary").click()
    mine.locator("#r-split").fill("two strikes after all")
    mine.locator("[data-move=s] button").click()
    expect(mine.locator(".history")).to_contain_text("two strikes after all")


def test_two_people_on_one_incident_see_each_other(browser: Browser, case: Path, faults: list[str]) -> None:
    people(case)
    server = Served(case, "0.0.0.0")
    pages = []
    try:
        for name in ("analyst", "verifier"):
            context = context_of(browser, server.url, faults, base_url=server.url)
            page = opened(context, faults)
            page.goto("/")
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_selector("body[data-ready]")
            pages.append(page)
        ana, ben = pages
        key = first_incident(ana)
        ready(ana, f"/incidents/{key}")
        ready(ben, f"/incidents/{key}")
        expect(ana.locator("[data-presence]")).to_have_text("Also here: analyst, verifier")
        ben.locator("[data-move=v] > summary").click()
        ben.locator("#r-verify").fill("a patrol went there")
        ben.locator("[data-move=v] button").first.click()
        expect(ana.locator("[data-live]")).to_be_visible()
        expect(ben.locator(".head")).to_contain_text("verified")
        ana.locator("[data-live] button").click()
        expect(ana.locator(".head")).to_contain_text("verified")
        assert ana.locator("[data-move=v]").count() == 0
    finally:
        for page in pages:
            page.context.close()
        server.stop()


def test_everything_can_be_read_and_decided_without_a_script(browser: Browser, own: str, faults: list[str]) -> None:
    context = context_of(browser, own, faults, base_url=own, java_script_enabled=False)
    page = opened(context, faults)
    page.goto("/")
    page.locator(".row-title").first.click()
    page.locator("[data-move=t] > summary").click()
    page.locator("#r-comment").fill("no script here")
    page.locator("[data-move=t] button").click()
    assert "no script here" in page.locator(".history").inner_text()
    context.close()


def test_publishing_an_edition(mine: Page) -> None:
    ready(mine, "/editions")
    mine.get_by_role("button", name="Publish").click()
    mine.wait_for_url("**/editions/edi-*")
    assert mine.locator(".edition li").count() > 5
    mine.locator(".marks a").first.click()
    note = mine.locator(".notes li:target")
    expect(note).to_be_in_viewport()
    note.locator(".backs a").first.click()
    expect(mine.locator(".marks a").first).to_be_in_viewport()


@pytest.mark.skipif(not PICTURES, reason="pictures are made when TRUCEWATCH_PICTURES names the case to take")
def test_pictures(browser: Browser, tmp_path: Path, faults: list[str]) -> None:
    """Makes docs/images/web-*.png from the sample case."""
    case = Path(shutil.copytree(PICTURES or "", tmp_path / "case"))
    server = Served(case)
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    try:
        for mode, how in {"": {}, "-dark": {"color_scheme": "dark"}}.items():
            context = context_of(browser, server.url, faults, base_url=server.url, **how)
            page = opened(context, faults)
            key = first_incident(page, "accounts=denied")
            for name, address in {
                "today": "/",
                "ledger": "/incidents?kind=attack",
                "incident": f"/incidents/{key}",
                "map": "/map",
                "timeline": "/timeline",
            }.items():
                if mode and name not in ("today", "map"):
                    continue
                ready(page, address)
                if name == "map":
                    page.wait_for_selector("[data-map][data-ready]", timeout=90_000)
                    page.wait_for_timeout(1000)
                page.screenshot(path=folder / f"web-{name}{mode}.png")
            context.close()
        context = context_of(browser, server.url, faults, base_url=server.url)
        page = opened(context, faults)
        page.set_viewport_size({"width": 390, "height": 844})
        ready(page, f"/incidents/{key}")
        page.screenshot(path=folder / "web-incident-phone.png")
        context.close()
    finally:
        server.stop()
