"""日程: when everything takes place."""

from kjr.ui import page
from kjr.ui.leaders import calendar

overview = page.enter("日程")
calendar.body(overview.key, overview)
