"""随手填: one entry, on a phone."""

from kjr.ui import page
from kjr.ui.units import beginning, editor, quick

overview = page.enter("随手填")
unit, who = editor.choose_unit(overview)
editor.say_note(unit)
if book := overview.snapshot.books.get(unit.name):
    if chosen := quick.choose(overview, book):
        quick.fill(*chosen, who)
else:
    beginning.offer_blank(overview, unit, who)
