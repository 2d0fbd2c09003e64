"""催报: what to send to whom."""

from kjr.ui import page
from kjr.ui.office import reminders

overview = page.begin_page("催报")
reminders.show_reminders(overview, reminders.choose_rung(overview))
