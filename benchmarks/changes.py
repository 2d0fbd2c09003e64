"""Somebody types while others look: one small workbook of the example, saved again and again."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import openpyxl

from kjr.app import settings, wiring
from kjr.figures import overview, sources


class Changing:
    """A cell that counts, and the book it stands in."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        figures = overview.build_overview(
            wiring.take_snapshot(
                settings.read_settings({"KJR_STATE": str(scratch / "own")}, {}, folder)
            )
        )
        measure = next(line.measure for line in figures.lines if line.measure.sum)
        self.cell = next(
            each for each in sources.list_counted_sources(figures, measure) if each.adds
        )
        self.file = folder / self.cell.file
        self.scratch = scratch
        self.book = openpyxl.load_workbook(self.file)
        self.number = 1

    def save(self) -> None:
        """Type the next number and save, as Excel does: a new file in the place of the old."""
        self.number += 1
        self.book[self.cell.sheet][self.cell.cell] = self.number
        new = self.scratch / self.file.name
        self.book.save(new)
        new.replace(self.file)

    async def every(self, seconds: float, whole: float) -> list[float]:
        """Save every so often for a while; the moments at which a new file stood there."""
        until = time.monotonic() + whole
        moments = []
        while time.monotonic() < until:
            await asyncio.to_thread(self.save)
            moments.append(time.monotonic())
            await asyncio.sleep(seconds)
        return moments
