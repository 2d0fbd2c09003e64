"""Take the README's pictures: ``python -m tools.shots`` shows the example and writes docs/img/."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser

from kjr import declaration, demo
from kjr.settings import CAMPAIGN
from tools.browsing import chromium, settle
from tools.serving import ROOT, serving

PICTURES = ROOT / "docs" / "img"
VEGA = 1000
"""Milliseconds a chart's fonts and labels take to come to rest."""


class Shot(NamedTuple):
    """One page at one size."""

    name: str
    page: str
    width: int = 1440
    height: int = 900
    scheme: str = "light"


SHOTS = [
    Shot("dashboard", ""),
    Shot("dashboard-dark", "", scheme="dark"),
    Shot("phone", "", 390, 844),
    Shot("indicator", "indicator?id=I3"),
    Shot("subject", "subject?ledger=走访慰问"),
    Shot("calendar", "calendar"),
    Shot("units", "units"),
    Shot("status", "status"),
    Shot("ledgers", "ledgers"),
    Shot("problems", "problems"),
    Shot("summary", "summary"),
    Shot("wall", "wall", 1920, 1080),
]


def main() -> None:
    """Start the example and take every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        room = Path(scratch)
        demo.write(declaration.load(CAMPAIGN), room / "books", seed=1, units=112)
        places = {"KJR_FOLDER": str(room / "books"), "KJR_STATE": str(room / "state")}
        with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
            for shot in SHOTS:
                data = take(browser, served.address, shot)
                (PICTURES / f"{shot.name}.png").write_bytes(small(data))
                print(shot.name)


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """One picture, once everything on the page has come to rest."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        locale="zh-CN",
        color_scheme="dark" if shot.scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{address}/{shot.page}")
    settle(page)
    page.wait_for_timeout(VEGA)
    data = page.screenshot()
    context.close()
    return data


def small(data: bytes) -> bytes:
    """The same picture with few colours, which is what flat screens need."""
    target = io.BytesIO()
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
