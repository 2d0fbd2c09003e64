"""日程: when everything takes place."""

from kjr.ui import page
from kjr.ui.leaders.days import calendar

overview = page.begin_page("日程")
calendar.show_calendar(overview)
