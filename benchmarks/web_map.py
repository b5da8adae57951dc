"""The map under the hand: how long its frames are while it is moved, zoomed and its time is dragged.

    nice -n 10 python -m benchmarks.web_map [--incidents 100000] [--case DIR] [--seconds 6]

Serves a case (made of the sample's terms if none is given) and opens its map in chromium with software drawing. What
the server answers for the incidents' places is made here, as ``benchmarks.web`` makes its case: random points between
44 and 53 degrees north, 23 and 42 east, over 400 days. Says the frames' 50th and 95th percentile, the longest, the
tasks that held up the page for more than 50 ms, and how long the page's own scripts ran in a frame: the rest is the
software's drawing, which a graphics card does in the time between.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import tempfile
import time
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.measuring import served
from benchmarks.web import KINDS, SAMPLE, START, make, say

PORT = 8378
FLAGS = ("--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
DAYS = 400
DAY = 86_400

WATCH = """() => {
  window.frames_ = []; window.tasks_ = []; window.watching_ = true;
  new PerformanceObserver(list => list.getEntries().forEach(e => window.watching_ && window.tasks_.push(e.duration)))
    .observe({entryTypes: ["longtask"]});
  let last = performance.now();
  const frame = now => {
    window.frames_.push(now - last);
    last = now;
    if (window.watching_) requestAnimationFrame(frame);
  };
  requestAnimationFrame(now => { last = now; requestAnimationFrame(frame); });
}"""
DONE = "() => { window.watching_ = false; return [window.frames_, window.tasks_]; }"
DRAG = """seconds => new Promise(done => {
  const to = document.querySelector("[data-to]"), most = Number(to.max), began = performance.now();
  const step = () => {
    const share = (performance.now() - began) / (seconds * 1000);
    if (share >= 1) return done();
    to.value = String(Math.max(1, Math.round(most * (0.5 + 0.5 * Math.cos(share * 4 * Math.PI)))));
    to.dispatchEvent(new Event("input", {bubbles: true}));
    setTimeout(step, 16);
  };
  step();
})"""


def places(n: int, seed: int = 1) -> dict[str, Any]:
    """What ``/api/places`` answers for a case of ``n`` incidents."""
    random_ = random.Random(seed)
    first = int(START.timestamp())
    starts = [first + 60 * random_.randrange(60 * 24 * DAYS) for _ in range(n)]
    return {
        "ids": [f"inc-{k:032x}" for k in range(n)],
        "lat": [round(random_.uniform(44, 53), 5) for _ in range(n)],
        "lon": [round(random_.uniform(23, 42), 5) for _ in range(n)],
        "radius": [5.0] * n,
        "start": starts,
        "end": [s + 6 * 3600 for s in starts],
        "kinds": [random_.choice(KINDS).value for _ in range(n)],
        "names": [f"Place {k % 3000}" for k in range(n)],
        "differs": [int(random_.random() < 0.1) for _ in range(n)],
        "unplaced_total": 0,
    }


def told(name: str, frames: list[float], tasks: list[float], scripts: float) -> None:
    """A line of what was measured. ``scripts``: seconds in which the page's own scripts ran."""
    at = sorted(frames) or [float("nan")]
    p50, p95 = (at[min(len(at) - 1, int(len(at) * p / 100))] for p in (50, 95))
    say(
        f"{name}: {len(frames)} frames, p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {at[-1]:.0f} ms; "
        f"{len(tasks)} long tasks, longest {max(tasks, default=0):.0f} ms; "
        f"scripts {scripts / max(1, len(frames)) * 1000:.0f} ms a frame"
    )


def measure(incidents: int, seconds: float) -> None:
    """Opens the map and moves it."""
    from playwright.sync_api import sync_playwright

    answer = json.dumps(places(incidents))
    bars = [[int(START.timestamp()) + DAY * k, incidents // DAYS] for k in range(DAYS)]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.route("**/api/places*", lambda route: route.fulfill(body=answer, content_type="application/json"))

        def with_days(route: Any) -> None:
            response = route.fetch()
            body = re.sub(r'data-days="[^"]*"', f'data-days="{escape(json.dumps(bars))}"', response.text())
            route.fulfill(response=response, body=body)

        page.route("**/map", with_days)
        began = time.monotonic()
        page.goto(f"http://127.0.0.1:{PORT}/map")
        page.wait_for_selector("[data-map][data-ready]", timeout=120_000)
        say(f"the map of {incidents:,} incidents is there after {time.monotonic() - began:.1f} s")
        box = page.locator("#map canvas").bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        spent = page.context.new_cdp_session(page)
        spent.send("Performance.enable")

        def scripts() -> float:
            metrics = spent.send("Performance.getMetrics")["metrics"]
            return float(next(m["value"] for m in metrics if m["name"] == "ScriptDuration"))

        def move() -> None:
            page.mouse.move(x, y)
            page.mouse.down()
            for k in range(30):
                page.mouse.move(x + 8 * (k if k < 15 else 30 - k), y + 4 * (k if k < 15 else 30 - k))
                page.wait_for_timeout(16)
            page.mouse.up()

        def zoom() -> None:
            for k in range(24):
                page.mouse.wheel(0, -120 if k < 12 else 120)
                page.wait_for_timeout(60)

        for name, act in (("moved", move), ("zoomed", zoom), ("time dragged", lambda: page.evaluate(DRAG, seconds))):
            page.evaluate(WATCH)
            before, end = scripts(), time.monotonic() + seconds
            while time.monotonic() < end:
                act()
            frames, tasks = page.evaluate(DONE)
            told(name, frames, tasks, scripts() - before)
        browser.close()


def main() -> None:
    """Serves, measures, says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--case", type=Path)
    given = parser.parse_args()
    folder = given.case or Path(tempfile.mkdtemp(prefix="trucewatch-map-"))
    if given.case is None:
        make(folder, 10)
    assert SAMPLE.is_dir()
    with served(folder, PORT):
        measure(given.incidents, given.seconds)
        say(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
