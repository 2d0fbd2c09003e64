"""How long pages take while a share's server is in trouble, over real websockets.

``python -m tests.shares.pages_on_share`` prints a column of the table of docs/shares.md: the app on
a share with 97 workbooks, and people who have signed in, each with a page that is drawn anew all
the time, while the server is killed, hangs, is full, read-only or slow by 50 ms.
"""

import asyncio
import datetime as dt
import secrets
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from benchmarks.load_client import viewers
from kjr.access import passcodes, sign_in
from kjr.access.rights import Role, Viewer
from kjr.app import demo
from kjr.app.settings import CAMPAIGN
from kjr.campaign.loading import load_campaign
from kjr.figures.moments.archive import BOOKS as BOOKS_KEPT
from kjr.state.contents import list_contents
from kjr.ui.gate import COOKIE
from tests.shares import mounting
from tests.shares.faults_on_share import BOOKS
from tests.shares.mounting import mount_faulty_share, wait_until
from tests.shares.troubles import FAULTS, bring_trouble, end_trouble
from tools.serving import ROOT, serving

BEFORE, MEANWHILE, AFTER = 10, 40, 10
"""Seconds that pages are looked at without a fault, with it, and once it has passed."""
SLOW = 1.0
"""Seconds of a run that is told by itself."""
PAUSE = 0.5
"""Seconds between two looks of one person."""
LONGEST = 600
PAGES = {
    "": Role.LEADER,
    "today": Role.OFFICE,
    "reminders": Role.OFFICE,
    "ledgers": Role.UNIT,
}
"""Each page that is looked at, and by whom; the first is the board."""


def sign_in_as(role, name, units, access):
    """The cookie of somebody who has signed in."""
    now, person = dt.datetime.now(dt.UTC), Viewer(role, units, name)
    code = passcodes.issue_code(access, person, now, secrets.token_bytes)
    note = sign_in.sign_in_account(access, person.name, code, "localhost", now, secrets.token_bytes)
    return {"Cookie": f"{COOKIE}={note}"}


async def look_at(address, page, cookie, changes):
    """Seconds of each run of a page, by what was the matter when it was asked for."""
    took = {}
    async with viewers(1, address, page, headers=cookie) as ((viewer,), _):
        begun, name = time.monotonic(), "before"
        while (passed := time.monotonic() - begun) < BEFORE + MEANWHILE + AFTER:
            name = "before" if passed < BEFORE else "during" if passed < BEFORE + MEANWHILE else ""
            await asyncio.to_thread(changes, name)
            run = await viewer.rerun()
            took.setdefault(name or "after", []).append(run.seconds)
            if run.seconds > SLOW:
                print(f"  {page} took {run.seconds:.1f} s, {passed:.1f} s on", flush=True)
            await asyncio.sleep(PAUSE)
    return took


async def look_on(address, cookies, changes, state):
    """Everybody looks at a page of his own at the same time, once all workbooks are read."""
    page, cookie = next(iter(cookies.items()))
    async with viewers(1, address, page, headers=cookie):
        wait_until(lambda: len(list_contents(state, BOOKS_KEPT)) > BOOKS / 2, 200)
    await asyncio.sleep(BEFORE)
    people = [look_at(address, page, cookie, changes) for page, cookie in cookies.items()]
    return dict(zip(cookies, await asyncio.gather(*people), strict=True))


def measure(kind, place):
    """One row: p95 of each person's page without a fault, with it, and after it."""
    state = place / "state"
    mounting.LONGEST = LONGEST
    with mount_faulty_share(place) as share:
        campaign = load_campaign(CAMPAIGN)
        demo.write_example(campaign, share.server, seed=1, units=BOOKS)
        unit = campaign.units[0].name
        cookies = {
            page: sign_in_as(role, f"{page}示例", (unit,) if role is Role.UNIT else (), state)
            for page, role in PAGES.items()
        }
        told = []

        def change(name):
            if not told or told[-1] != name:
                told.append(name)
                if name == "during":
                    bring_trouble(share, kind)
                elif name == "":
                    end_trouble(share, kind)

        places = {
            "KJR_FOLDER": str(share.mount),
            "KJR_STATE": str(state),
            "KJR_SIGN_IN": "passcodes",
        }
        with serving(ROOT / "app.py", ROOT, place / "log", places) as served:
            took = asyncio.run(look_on(served.address, cookies, change, state))
    for page, runs in took.items():
        said = "; ".join(f"{name} {tell(seconds)}" for name, seconds in runs.items())
        print(f"{kind}, {page or 'board'}: {said}", flush=True)


def tell(seconds):
    """How long pages took."""
    late = quantiles(seconds, n=100)[94] if len(seconds) > 1 else seconds[0]
    times = (median(seconds), late, max(seconds))
    half, most, longest = (f"{1000 * each:.0f}" for each in times)
    return f"{len(seconds)} runs, p50 {half}, p95 {most}, longest {longest} ms"


if __name__ == "__main__":
    for kind in sys.argv[1:] or FAULTS:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
            measure(kind, Path(made))
