"""单位: every unit, or one of them."""

from kjr.ui import page
from kjr.ui.leaders import units

overview = page.enter("单位")
if standing := units.choose(overview):
    page.follow(standing.unit.name)
    units.show_one(overview, standing)
else:
    units.show_all(overview)
