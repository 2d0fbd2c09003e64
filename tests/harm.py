"""What would do harm if it went further as it stands: text in a workbook, notes in a picture."""

import io

import openpyxl
import pillow_heif
from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from kjr.campaign.columns import Count, Text

ELSEWHERE = "attack.invalid"
MARKUP = (
    "<script>window.hit=1</script>",
    f'<img src="http://{ELSEWHERE}/x" onerror="window.hit=1">',
    f"![图](http://{ELSEWHERE}/picture)",
    "[点我](javascript:window.hit=1)",
    f"[点我](http://{ELSEWHERE}/link)",
    f"http://{ELSEWHERE}/bare",
    f"www.{ELSEWHERE}",
    ":red[红]",
)
LOADED = " ".join(MARKUP)


def spoil(folder, book, campaign):
    """Type it into the book: as the title of one entry, and where another has a number."""
    workbook = openpyxl.load_workbook(folder / book.held.file)
    for page in book.pages:
        if not page.ledger or not page.columns or len(page.entries) < 2:
            continue
        titled, numbered, *_ = page.entries
        sheet, columns = workbook[page.sheet.name], campaign.ledger(page.ledger).columns
        for row, kind in ((titled.row, Text), (numbered.row, Count)):
            for column in columns:
                if isinstance(column, kind) and (place := page.place(row, column.name)):
                    sheet.cell(*place, LOADED)
    workbook.save(folder / book.held.file)


NOTES = ("taken by somebody at home", "Example Camera 9", "Example Street 7")
"""What a telephone writes into a photograph: a comment, its own name, where it was."""
TURNED = 6
"""A quarter, as telephones note it that are held upright."""


def write_with_notes(kind, size=(40, 30)):
    """A photograph, as large as that before it is turned upright."""
    pillow_heif.register_heif_opener()
    comment, camera, place = NOTES
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = TURNED, camera
    around = {1: "N", 2: tuple(map(TiffImagePlugin.IFDRational, (38, 29, 0))), 27: place.encode()}
    exif.get_ifd(0x8825).update(around)
    told, file = PngInfo(), io.BytesIO()
    told.add_text("Comment", comment)
    notes = {"PNG": {"pnginfo": told}, "JPEG": {"comment": comment}}.get(kind, {})
    Image.new("RGB", size).save(file, kind, exif=exif, **notes)
    return file.getvalue()
