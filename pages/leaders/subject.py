"""专题: one kind of work."""

from kjr.ui import page
from kjr.ui.leaders import subject

overview = page.enter("专题")
ledger = subject.choose(overview)
subject.body(overview.key, ledger.name, overview)
