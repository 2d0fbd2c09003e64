"""审核: return, accept, close and open reports."""

from kjr.ui import page
from kjr.ui.office import review
from kjr.ui.units import editor

overview = page.enter("审核")
unit, who = editor.choose_unit(overview)
review.judge(overview, unit.name, who)
review.lock(overview, unit.name, who)
review.show()
