"""What is shown, printed and taken away, and what a text may do there."""

import re
from unittest import mock

from .known import instead_of


@instead_of("kjr.values.masks:mask_personal_data")
def nothing_is_masked(_real):
    return lambda text, _names=(): text


@instead_of("kjr.values.escapes:escape_markdown")
def markdown_stays_markdown(_real):
    return str


@instead_of("kjr.documents.html.parts:TEMPLATES")
def html_stays_html(real):
    return real.overlay(autoescape=False)


@instead_of("kjr.documents.exports:FORMULA_STARTS")
def nothing_begins_a_formula(_real):
    return re.compile("(?!)")


@instead_of("kjr.store.xlsx.writing.patch:_set_text")
def a_formula_is_written_into_the_workbook(real):
    def set_text(cell, text):
        from lxml import etree

        from kjr.store.xlsx.package import MAIN

        if text.startswith("="):
            etree.SubElement(cell._element, f"{MAIN}f").text = text[1:]
        else:
            real(cell, text)

    return set_text


@instead_of("kjr.store.google.cells:encode_cell")
def a_formula_is_sent_to_google(real):
    def encode_cell(cell):
        is_text = cell and isinstance(cell, str)
        return {"userEnteredValue": {"formulaValue": cell}} if is_text else real(cell)

    return encode_cell


@instead_of("kjr.values.spelling.look_alikes:fold_with_places")
def every_spelling_is_its_own(_real):
    from kjr.values.spelling.look_alikes import Folded

    return lambda text, **_: Folded(text, range(len(text)))


@instead_of(
    "kjr.values.privacy.personal_numbers:LIST",
    "kjr.values.privacy.personal_numbers:WRITTEN_ANYHOW",
)
def a_list_is_always_of_figures(_real):
    return re.compile("(?!)")


@instead_of("kjr.documents.exports:FORMULA_STARTS")
def only_a_cell_begins_a_formula(_real):
    return re.compile(r"^(?=\s*[=+\-@＝＋－＠])")


@instead_of("kjr.values.escapes:STEERING")
def nothing_steers_a_terminal(_real):
    return re.compile("(?!)")


@instead_of("kjr.documents.paper.setting.pictures:prepare_photo")
def a_photograph_keeps_its_notes(real):
    def prepare_photo(*asked):
        from PIL.Image import Image

        save = Image.save

        def save_with_notes(image, *where, comment, **how):
            save(image, *where, **how)

        with mock.patch.object(Image, "save", save_with_notes):
            return real(*asked)

    return prepare_photo


@instead_of("kjr.documents.paper.photographs:write_bare")
def a_photograph_is_kept_as_it_was_sent(_real):
    def write_bare(image):
        import io

        file, kind = io.BytesIO(), "PNG" if image.format == "PNG" else "JPEG"
        image.save(file, kind, exif=image.getexif(), comment=image.info.get("comment", b""))
        return file.getvalue()

    return write_bare


@instead_of("kjr.app.messages.carrying.plugins:CALLS")
def whatever_is_quoted_is_sent(_real):
    return re.compile("(?!)")
