"""Take the README's pictures: ``python -m tools.shots`` shows the example and writes docs/img/.

``python -m tools.shots today calendar`` takes only these.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page

from kjr.access.rights import PAGES
from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign import loading
from tools.browsing import chromium, settle
from tools.renewing import ANSWERS, answer_questions, make_city, show_names
from tools.serving import ROOT, serving

PICTURES = ROOT / "docs" / "img"
REST = 500
"""Milliseconds between two looks at whether charts and tables have come to rest."""
LOOKS = 20


class Shot(NamedTuple):
    """One page at one size."""

    name: str
    page: str
    width: int = 1440
    height: int = 900
    scheme: str = "light"
    awaited: str = ""
    """Words to wait for, where a page changes by itself."""
    act: Callable[[Page], None] | None = None
    """What is done on the page first."""
    is_renewed: bool = False
    """Whether it is of the campaign that another picture makes."""


def sit_down(page: Page) -> None:
    """A clerk who looks at what waits for her word."""
    page.get_by_label("您的姓名").fill("示例员")
    page.keyboard.press("Enter")
    page.get_by_text("待审 ").first.click()
    settle(page)


SPECIAL = [
    Shot("dashboard", "", height=1370),
    Shot("dashboard-dark", "", height=1370, scheme="dark"),
    Shot("phone", "", 390, 844),
    Shot("phone-units", "units?filling=未填报", 390, 844),
    Shot("phone-today", "today", 390, 844, act=sit_down),
    Shot("phone-calendar", "calendar", 390, 1180),
    Shot("brief", "brief", 390, 844, scheme="dark"),
    Shot("indicator", "indicator?id=I3&of=灵武市"),
    Shot("subject", "subject?ledger=宣传报道", height=1160),
    Shot("fields", "subject?ledger=主题活动", height=1180),
    Shot("calendar", "calendar", height=1180),
    Shot("unit", "units?unit=灵武市科协"),
    Shot("ledgers", "ledgers?unit=灵武市科协"),
    Shot("summary", "summary", height=1180),
    Shot("today", "today", act=sit_down),
    Shot("renewal", "renewal", height=1180, act=answer_questions),
    Shot("renewal-names", "renewal", act=show_names),
    Shot("renewal-made", "renewal", act=make_city),
    Shot("renewal-board", "", is_renewed=True),
    Shot("wall", "wall", 1920, 1080, awaited="已报"),
    Shot("wall-targets", "wall", 1920, 1080, awaited="计划硬指标"),
    Shot("wall-districts", "wall", 1920, 1080, awaited="县（市）区上报率"),
]
SHOTS = {page.address: Shot(page.address, page.address) for page in PAGES.values()}
SHOTS |= {shot.name: shot for shot in SPECIAL}
"""Every page as it opens, unless it is something special."""

HIDE_PLACES: Final = """
(place) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const [before, ...behind] = walker.currentNode.data.split(place);
        const hide = (part) => "…" + part.replace(/^[^\\\\/]+/, "");
        if (behind.length) walker.currentNode.data = before + behind.map(hide).join("");
    }
}
"""
"""No picture tells a place on the machine that took it."""


def main() -> None:
    """Start the example and take every picture, or those that are named."""
    shots = [SHOTS[name] for name in sys.argv[1:] or SHOTS]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        room = Path(scratch)
        demo.write_example(loading.load_campaign(CAMPAIGN), room / "books", seed=1, units=112)
        places = {"KJR_FOLDER": str(room / "books"), "KJR_STATE": str(room / "state")}
        with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
            for shot in (shot for shot in shots if not shot.is_renewed):
                keep(shot, take(browser, served.address, shot))
            renewed = [shot for shot in shots if shot.is_renewed]
            if renewed:
                places = renew(browser, served.address, room)
        if renewed:
            with serving(ROOT / "app.py", ROOT, room / "log", places) as served:
                for shot in renewed:
                    keep(shot, take(browser, served.address, shot))


def renew(browser: Browser, address: str, room: Path) -> dict[str, str]:
    """Where the other city's campaign is, and its example; made if no picture has made it."""
    made = room / f"{ANSWERS['城市']}{ANSWERS['年份']}"
    if not made.exists():
        take(browser, address, SHOTS["renewal-made"])
    campaign = loading.load_campaign(made / "campaign")
    demo.write_example(campaign, made / "books", seed=1, units=len(campaign.units))
    return {"KJR_FOLDER": str(made / "books"), "KJR_STATE": str(made / "state")}


def keep(shot: Shot, data: bytes) -> None:
    """The picture among the documents."""
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
    if shot.awaited:
        page.get_by_text(shot.awaited).first.wait_for(timeout=60_000)
    settle(page)
    if shot.act:
        shot.act(page)
    if page.get_by_text("没能显示").count():
        raise RuntimeError(f"{shot.page} failed")
    page.evaluate(HIDE_PLACES, f"{tempfile.gettempdir()}{os.sep}")
    data = at_rest(page)
    context.close()
    return data


def at_rest(page: Page) -> bytes:
    """The first picture that is like the one before; tables and charts paint themselves late."""
    before = b""
    for _ in range(LOOKS):
        now = page.screenshot(animations="disabled")
        if now == before:
            return now
        before = now
        page.wait_for_timeout(REST)
    raise RuntimeError(f"{page.url} never comes to rest")


def small(data: bytes) -> bytes:
    """The same picture with few colours, which is what flat screens need."""
    target = io.BytesIO()
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
