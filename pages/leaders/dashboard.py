"""看板: where the campaign stands, at a glance."""

from kjr.ui import dashboard, live, page

overview = page.enter("活动看板")
dashboard.body(overview.key, overview, live.changes(overview))
