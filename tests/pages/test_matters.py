"""要定的事: what is settled is asked no more, and what came after it is."""

import datetime as dt

from kjr.state.acts import Act, ActKind
from kjr.ui import live
from kjr.ui.office.today.desk import Desk
from tests.pages.test_editor import signed
from tests.plans import BOTH_SLOWLY


def list_asked(viewer):
    """Behind which units' figures a way stands to ask them."""
    return [each.key for each in viewer.button if each.label.endswith("退回核实")]


def test_a_figure_is_settled_once_the_office_dealt_with_its_unit(opened, example):
    viewer = signed(opened(example, "pages/office/today.py"))
    viewer.session_state["desk"] = Desk(is_deciding=True)
    shown = list_asked(viewer.run())
    falls = [row for row in live.find_changes_today(live.find_app().board.now).rows if row.fell]
    unit = falls[0].unit
    assert any(key.startswith(f"ask-{unit}-fell-") for key in shown)
    now = live.read_campaign_clock()
    before = Act(now - dt.timedelta(days=2), "李示例", unit, ActKind.RETURNED, note="请核实。")
    live.find_app().journal.append(before)
    assert list_asked(viewer.run()) == shown
    live.find_app().journal.append(before._replace(moment=now))
    left = list_asked(viewer.run())
    assert not any(key.startswith(f"ask-{unit}-") for key in left)


@BOTH_SLOWLY
def test_a_figure_that_is_right_is_asked_about_no_more_until_it_moves_again(opened, example):
    viewer = signed(opened(example, "pages/office/today.py"))
    viewer.session_state["desk"] = Desk(is_deciding=True)
    (first, *_) = shown = list_asked(viewer.run())
    viewer.button(key=first.replace("ask-", "right-", 1)).click().run()
    assert first not in list_asked(viewer)
    assert len(list_asked(viewer)) >= len(shown) - 1, "the next one comes up"
    said = live.find_app().journal.acts()[-1]
    assert (said.kind, said.who) == (ActKind.VERIFIED, "张示例")
    assert first.startswith(f"ask-{said.unit}-")
    assert said.note
    shown = live.find_app().board.now.snapshot
    assert (said.unit, said.note) not in {(each.unit, str(each)) for each in shown.problems}
