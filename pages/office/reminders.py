"""催报: what to send to whom, and what came of it."""

from kjr.ui import page
from kjr.ui.office import joint_events, reminders

overview = page.begin_page("催报")
who = joint_events.name_clerk()
reminders.show_reminders(overview, reminders.choose_way(overview), who)
reminders.show_record(overview, who)
