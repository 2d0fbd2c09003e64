"""What hands do at a grid, what it says, and what the workbook then holds."""

from kjr.editing.merging import apply_changes
from kjr.editing.saving import Actor, save_page
from kjr.ui import live
from tests.plans import FIRST as PLAN

AT, PLACE = PLAN.at + 1, 2
"""The sheet's columns of the people and of the place."""
PLACE_NAME = PLAN.columns[PLACE - 1]


def page(ledger=PLAN.ledger):
    pages = live.find_app().board.look().books[PLAN.unit].pages
    return next(page for page in pages if page.ledger == ledger)


def rows():
    """The entries as the workbook has them: place and people."""
    seen = page()
    filled = [n for n, row in enumerate(seen.sheet.rows[2:], 3) if row]
    return [(seen.raw(row, PLACE_NAME), seen.raw(row, PLAN.people)) for row in filled]


def somebody_types(*changes, ledger=PLAN.ledger):
    seen = page(ledger)
    new = apply_changes(seen.sheet, changes)
    save_page(live.find_app(), new, seen, Actor("李示例", live.read_campaign_clock()))


def type_in(viewer, rows, number=0, ledger=PLAN.ledger):
    """What the grid says was typed, by the position of its rows."""
    said = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    viewer.session_state[f"grid-{PLAN.unit}-{ledger}-{number}"] = said
    return viewer.run()


def press(viewer, label):
    (button,) = [each for each in viewer.button if each.label == label]
    return button.click().run()


def said(viewer):
    return [each.value for kind in (viewer.error, viewer.warning, viewer.info) for each in kind]
