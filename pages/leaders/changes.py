"""变化: the rows behind every ±."""

from kjr.ui import moments, page
from kjr.ui.leaders import changes

page.begin_page("变化")
if both := moments.choose_moments(is_daily=True):
    changes.show_changes(*both)
