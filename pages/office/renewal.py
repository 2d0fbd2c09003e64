"""换一年: another year's campaign, or another city's, made of one there is."""

from kjr.ui import page
from kjr.ui.office import renewing

page.begin_page("换一年")
start, said = renewing.ask_answers()
renewing.make_campaign(start, said, renewing.ask_roster())
renewing.show_made()
