"""催报: what to send to whom."""

from kjr.ui import page
from kjr.ui.office import status

overview = page.begin_page("催报")
status.show_reminders(overview, status.choose_rung(overview))
