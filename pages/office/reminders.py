"""催报: what to send to whom."""

from kjr.ui import page
from kjr.ui.office import reminders

overview = page.enter("催报")
reminders.show(overview, reminders.choose(overview))
