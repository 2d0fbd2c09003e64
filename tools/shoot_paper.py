"""Pictures for docs/paper.md: ``python -m tools.shoot_paper`` renders the example's summary.

Once as PDF, once as Word opened in LibreOffice; needs pdftoppm (poppler-utils) and LibreOffice.
Word's faces are not free, so the bundled ones stand in for them.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from kjr.app import demo, settings, wiring
from kjr.campaign.loading import load_campaign
from kjr.documents.blocks import Document
from kjr.documents.paper.fonts import BUNDLED, FontRole, load_fonts
from kjr.documents.paper.pdf import render_pdf
from kjr.documents.paper.word import render_word
from kjr.documents.paper.word.styles import NAMES
from kjr.documents.printing import KINDS, compose_document
from kjr.figures.overview import build_overview

ROOT = Path(__file__).parent.parent
MOMENT = dt.datetime(2019, 6, 15, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SHOWN = (1, 2, 7)
FAMILIES = {
    FontRole.SONG: "KJR Song",
    FontRole.FANG: "KJR Song",
    FontRole.TITLE: "KJR Song SemiBold",
    FontRole.HEI: "KJR Hei",
    FontRole.KAI: "KJR Kai",
}


def main() -> None:
    """Render both, and put the pages side by side."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        summary = compose_example_summary(scratch / "example", scratch / "state")
        (scratch / "paper-pdf.pdf").write_bytes(render_pdf(summary, MOMENT, load_fonts()).data)
        (scratch / "paper-word.docx").write_bytes(render_word(summary, MOMENT))
        as_libreoffice_sees_it(scratch / "paper-word.docx")
        for stem in ("paper-pdf", "paper-word"):
            picture = side_by_side([page_of(scratch / f"{stem}.pdf", page) for page in SHOWN])
            picture.save(ROOT / "docs" / "img" / f"{stem}.png", optimize=True)


def compose_example_summary(folder: Path, state: Path) -> Document:
    """The summary of the example of 112 units."""
    demo.write_example(load_campaign(settings.CAMPAIGN), folder)
    places = settings.read_settings({"KJR_STATE": str(state)}, {}, folder)
    return compose_document(build_overview(wiring.take_snapshot(places)), KINDS[0])


def as_libreoffice_sees_it(file: Path) -> None:
    """Convert a Word file to PDF beside it."""
    config = file.parent / "fonts.conf"
    aliases = "".join(
        f"<alias binding='same'><family>{NAMES[role][0]}</family>"
        f"<prefer><family>{family}</family></prefer></alias>"
        for role, family in FAMILIES.items()
    )
    config.write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
        f"<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{BUNDLED}</dir>"
        f"<cachedir>{file.parent}</cachedir>{aliases}</fontconfig>",
        "utf-8",
    )
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", file.parent]
    surroundings = os.environ | {"FONTCONFIG_FILE": str(config)}
    subprocess.run([*command, file], check=True, env=surroundings)


def page_of(file: Path, page: int) -> Image.Image:
    """One page as a picture."""
    command = ["pdftoppm", "-r", "60", "-f", str(page), "-l", str(page), "-png", "-gray", file]
    subprocess.run([*command, file.with_suffix("")], check=True)
    (picture,) = file.parent.glob(f"{file.stem}-*{page}.png")
    return Image.open(picture)


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Pages on a grey ground."""
    gap = 12
    width = sum(picture.width + gap for picture in pictures) + gap
    ground = Image.new("L", (width, pictures[0].height + 2 * gap), 200)
    left = gap
    for picture in pictures:
        ground.paste(picture, (left, gap))
        left += picture.width + gap
    return ground


if __name__ == "__main__":
    main()
