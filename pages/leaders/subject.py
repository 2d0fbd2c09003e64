"""专题: one kind of work."""

from kjr.ui import page
from kjr.ui.leaders import subject

overview = page.begin_page("专题")
ledger = subject.choose_subject(overview)
subject.body(overview.key, ledger.name, overview)
