"""Benchmark tables go to docs/performance.md, each between markers of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent.parent / "docs" / "performance.md"


class Row(NamedTuple):
    """One thing measured."""

    what: str
    found: str
    limit: str
    """The line it has to keep; blank if there is none."""
    is_kept: bool = True


def table(rows: Iterable[Row]) -> str:
    """Rows as Markdown, to read in a terminal as well."""
    lines = ["| measured | found | line | |", "|---|---|---|---|"]
    for row in rows:
        verdict = ("kept" if row.is_kept else "**not kept**") if row.limit else ""
        lines.append(f"| {row.what} | {row.found} | {row.limit} | {verdict} |")
    return "\n".join(lines)


def write(name: str, text: str, file: Path = FILE) -> None:
    """Put a text between its markers; the rest of the file stays as it is."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = file.read_text("utf-8") if file.exists() else "# How fast it is\n"
    if begin not in page:
        page = f"{page.rstrip()}\n\n{begin}\n{end}\n"
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    file.write_text(between.sub(lambda _: f"{begin}\n{text.strip()}\n{end}", page), "utf-8")
