"""审核: return, accept, close and open reports."""

from kjr.ui import page
from kjr.ui.office import review
from kjr.ui.units import editor

overview = page.begin_page("审核")
unit, who = editor.choose_unit(overview)
review.review_report(overview, unit.name, who)
review.lock_reports(overview, unit.name, who)
review.show_review_log()
