"""审核: return, accept, close and open reports."""

from kjr.ui import editor, page, review

overview = page.enter("审核")
unit = editor.choose_unit(overview)
who = editor.sign()
review.judge(overview, unit.name, who)
review.lock(overview, unit.name, who)
review.show()
