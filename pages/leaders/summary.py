"""总结: the document due on the deadline."""

from kjr.ui import page
from kjr.ui.leaders import summary

overview = page.enter("总结")
document, unit = summary.choose(overview)
summary.rewrite(overview)
summary.show(overview, document, unit)
summary.more(overview)
