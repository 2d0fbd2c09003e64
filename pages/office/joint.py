"""联合活动: events that several units filed, settled by the office."""

from kjr.ui import page
from kjr.ui.office import joint_events

overview = page.begin_page("联合活动")
who = joint_events.name_clerk()
joint_events.settle_pairs(overview, who)
joint_events.show_settlements(overview, who)
