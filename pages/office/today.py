"""今日: the office's working day: what is to be decided, whom to deal with, and what to do."""

from kjr.ui import page
from kjr.ui.office.today import screen

overview = page.begin_page("今日")
screen.show_day(overview)
