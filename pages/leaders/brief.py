"""汇报: texts for the phone and for WeChat."""

from kjr.ui import page
from kjr.ui.leaders import summary

summary.show_brief(page.begin_page("汇报"))
