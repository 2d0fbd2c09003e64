"""催报: what to send to whom, and what came of it."""

from kjr.ui import page
from kjr.ui.office import joint_events, reminders

overview = page.begin_page("催报")
reminders.show_chasing(overview, joint_events.name_clerk())
