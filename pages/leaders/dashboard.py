"""看板: where the campaign stands, at a glance."""

from kjr.ui import page
from kjr.ui.leaders import dashboard

overview = page.begin_page("看板")
dashboard.show_last_visit(overview)
dashboard.mark_moves(overview)
dashboard.body(overview.key, overview)
