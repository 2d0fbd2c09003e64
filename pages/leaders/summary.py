"""总结: the document due on the deadline."""

from kjr.ui import page, summary

overview = page.enter("总结")
summary.show(overview, summary.choose(overview))
