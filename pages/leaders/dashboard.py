"""看板: where the campaign stands, at a glance."""

from kjr.ui import page
from kjr.ui.leaders import dashboard, last_visit

overview = page.begin_page("看板")
last_visit.show_last_visit(overview)
dashboard.body(overview.key, overview)
