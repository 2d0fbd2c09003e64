"""Write the generated pages of docs/: python -m tools.write_docs [NAME …] [--check]

With --check nothing is written; exit code 1 says that a page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kjr.campaign.loading import load_campaign
from tools import ledgers_page, reading_page

ROOT = Path(__file__).parent.parent
PAGES: Mapping[str, Callable[[], str]] = {
    "ledgers": lambda: ledgers_page.page(load_campaign(ROOT / "campaign")),
    "reading": lambda: reading_page.page(load_campaign(ROOT / "campaign")),
}


def main(arguments: list[str]) -> int:
    """Write or check the pages named, or all."""
    names = [each for each in arguments if each in PAGES] or list(PAGES)
    stale = [name for name in names if is_stale(name)]
    if "--check" not in arguments:
        for name in stale:
            path(name).write_text(PAGES[name](), "utf-8", newline="\n")
            print(f"docs/{name}.md 写好了")
        return 0
    for name in stale:
        print(f"docs/{name}.md 过时了，请运行 python -m tools.write_docs {name}")
    return 1 if stale else 0


def path(name: str) -> Path:
    """Where a page is kept."""
    return ROOT / "docs" / f"{name}.md"


def is_stale(name: str) -> bool:
    """Whether the page in docs/ is not what would be written now."""
    return not path(name).exists() or path(name).read_text("utf-8") != PAGES[name]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
