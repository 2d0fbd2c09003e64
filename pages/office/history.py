"""历史: what was when."""

from kjr.ui import moments, page
from kjr.ui.office import history

page.begin_page("历史")
history.offer_freeze()
if both := moments.choose_moments():
    history.show_changes(*both)
