"""汇报: texts for the phone and for WeChat."""

from kjr.ui import brief, page

brief.show(page.enter("汇报"))
