"""催报 as the office sees it: copied, noted, answered; the next message knows of it."""

import pytest

from kjr.state.chases import Rung, collect_chases, gather_records
from kjr.ui import live
from kjr.values.escapes import escape_markdown
from tests.faces import read_page, strip_tags
from tests.pages.test_editor import press, signed
from tests.plans import BOTH

pytestmark = BOTH
PAGE = "pages/office/reminders.py"
BY_RECORD = "按各家记录"


@pytest.fixture
def office(opened, example):
    return choose(signed(opened(example, PAGE)), BY_RECORD)


def choose(viewer, way):
    viewer.segmented_control[0].set_value(way).run()
    return viewer


def chases():
    return collect_chases(live.find_app().journal.acts())


def due():
    """The unit that is owing and comes first."""
    overview = live.find_app().board.now
    return next(each.unit.name for each in overview.standings if each.owes_report)


def test_what_was_copied_is_noted_and_the_next_message_is_another(office):
    unit, before = due(), len(chases())
    shown = next(each for each in office.expander if each.label.startswith(unit))
    text = shown.code[0].value
    shown.button[0].click()
    office.run()
    (noted,) = chases()[before:]
    assert (noted.units, noted.channel, noted.act.who) == ((unit,), "复制", "张示例")
    again = next(each for each in office.expander if each.label.startswith(unit))
    assert "刚催过" in again.label
    assert "催过1次" in again.label
    assert again.code[0].value != text
    assert "催办台账" in read_page(office)


@pytest.mark.parametrize("way", [BY_RECORD, str(Rung.PERSONAL)])
def test_paper_has_every_text_whole_though_it_is_folded_on_the_screen(office, way):
    choose(office, way)
    bodies = [each.proto.body for each in office.get("html")]
    (paper,) = [each for each in bodies if 'class="k-paper"' in each]
    printed = strip_tags(paper)
    folded = [
        each for each in office.expander if "已发，记一笔" in [one.label for one in each.button]
    ]
    assert len(folded) > 1
    for each in folded:
        assert each.label in escape_markdown(printed)
        assert all(part.value in printed for part in each.code)


def test_an_answer_is_noted_by_one_click_with_the_day_it_promises(office):
    unit = due()
    next(each for each in office.expander if each.label.startswith(unit)).button[0].click()
    office.run()
    next(each for each in office.selectbox if each.label == "哪一家答复").set_value(unit).run()
    press(office, "明天报")
    record = gather_records(live.find_app().journal.acts())[unit]
    today = live.read_campaign_clock().date()
    assert (record.answer.note, (record.promised - today).days) == ("明天报", 1)
    assert any("答应" in each.label and each.label.startswith(unit) for each in office.expander)


def test_all_that_are_due_are_noted_at_once_and_who_was_just_asked_is_not(office):
    known = {unit for each in chases() for unit in each.units}
    label = next(each.label for each in office.button if each.label.endswith("条都发了，记一笔"))
    before = len(chases())
    press(office, label)
    noted = [unit for each in chases()[before:] for unit in each.units]
    assert len(noted) == int(label.split()[1])
    assert not known & {*noted}
    assert len(set(noted)) == len(noted)


def test_a_group_has_one_message_that_is_noted_for_all_it_names(office):
    choose(office, str(Rung.GENTLE))
    before = len(chases())
    office.expander[0].button[0].click()
    office.run()
    (noted,) = chases()[before:]
    assert noted.rung is Rung.GENTLE
    assert len(noted.units) >= 1
