"""专题: one kind of work."""

from kjr.ui import page
from kjr.ui.leaders import subject

overview = page.begin_page("专题")
subject.show_subject(overview, subject.choose_subject(overview))
