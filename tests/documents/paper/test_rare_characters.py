"""Characters that cannot be set as they are."""

import pytest

from kjr.documents.blocks import Align, Document, Paragraph, Table, TableColumn
from kjr.documents.paper.fonts import load_fonts
from kjr.documents.paper.rare_characters import (
    PRIVATE,
    find_plain_form,
    map_texts,
    replace_rare_characters,
    walk_texts,
)

FONTS = load_fonts()


def document(text):
    table = Table("表", [TableColumn("姓名", 1, Align.CENTRE)], [[text]])
    return Document(text, text, [Paragraph(text), table])


def said(text):
    """How a document's text comes out, everywhere the same, and what was lost."""
    ready, lost = replace_rare_characters(document(text), FONTS)
    (cell,) = ready.body[1].rows[0]
    assert ready.title == ready.addressee == ready.body[0].text == cell
    return cell, lost


def test_plain_text_is_left_alone():
    plain = document("银川市科协")
    assert replace_rare_characters(plain, FONTS) == (plain, ())


def test_old_private_characters_become_the_standard_ones():
    assert said("王\ue863、\ue81b") == ("王䶮、㑇", ())


def test_each_private_character_has_its_own_standard_one():
    assert len(PRIVATE) == 10 + 2 + 80
    assert len(set(PRIVATE.values())) == len(PRIVATE)
    assert (PRIVATE["\ue815"], PRIVATE["\ue864"]) == ("⺁", "龻")


def test_what_no_face_has_becomes_a_square_and_is_told():
    assert said("点赞👍") == ("点赞□", ("👍",))


def test_invisible_characters_vanish_and_a_tab_is_a_space():
    assert said("银\u200b川\ufeff市\t科协\x07️") == ("银川市 科协", ())


def test_radicals_copied_from_a_pdf_become_characters():
    assert said("⽉⽇") == ("月日", ())


def test_line_breaks_stay():
    assert said("一\n二") == ("一\n二", ())


def test_columns_keep_how_they_are_set():
    ready, _ = replace_rare_characters(document("👍"), FONTS)
    (column,) = ready.body[1].columns
    assert column == TableColumn("姓名", 1, Align.CENTRE)


def test_every_text_is_seen_and_changed():
    louder = map_texts(document("示例"), lambda text: text + "！")
    assert list(walk_texts(louder))[:2] == ["示例！", "示例！"]
    assert {text for text in walk_texts(louder) if text.startswith("示例")} == {"示例！"}


@pytest.mark.parametrize("text", ["×10⁶", "⑳㉑", "m³", "1½", "H₂O", "㎥"])
def test_what_would_say_something_else_in_plain_digits_is_left_alone(text):
    assert said(text) == (text, ())


@pytest.mark.parametrize("char", "⁶₂㉑½⑨")
def test_a_plain_digit_never_stands_for_a_raised_or_circled_one(char):
    assert find_plain_form(char) == char


@pytest.mark.parametrize("char", ["\ufffe", "\uffff", "\ud800", "\U0001ffff", "\ufdd0"])
def test_what_is_no_character_vanishes(char):
    assert said(f"银{char}川") == ("银川", ())
