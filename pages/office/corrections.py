"""订正: what the office says stands in a cell, over what a unit typed."""

from kjr.ui import page
from kjr.ui.office import corrections
from kjr.ui.units import editor

overview = page.begin_page("订正")
unit, who = editor.choose_unit(overview)
if place := corrections.choose_cell(overview, unit.name):
    corrections.correct_cell(overview, place, who)
corrections.show_corrections(overview, who)
