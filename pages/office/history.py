"""历史: what was when."""

from kjr.ui import page
from kjr.ui.office import history

page.begin_page("历史")
history.offer_freeze()
if both := history.choose_snapshots():
    history.show_changes(*both)
