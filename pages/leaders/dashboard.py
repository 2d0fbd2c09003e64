"""看板: where the campaign stands, at a glance."""

from kjr.ui import page
from kjr.ui.leaders import dashboard, last_visit

overview = page.enter("看板")
last_visit.show(overview)
dashboard.body(overview.key, overview)
