"""看板: where the campaign stands, at a glance."""

from kjr.ui import dashboard, lastvisit, page

overview = page.enter("看板")
lastvisit.show(overview)
dashboard.body(overview.key, overview)
