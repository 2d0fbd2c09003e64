"""单位: every unit, or one of them."""

from kjr.ui import page
from kjr.ui.leaders import units

overview = page.begin_page("单位")
if standing := units.choose_standing(overview):
    page.follow_unit(standing.unit.name)
    units.show_unit(overview, standing)
else:
    units.show_all_units(overview)
