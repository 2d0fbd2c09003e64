"""日程: when everything takes place."""

from kjr.ui import calendar, page

overview = page.enter("日程")
calendar.body(overview.key, overview)
