"""历史: what was when."""

from kjr.ui import page
from kjr.ui.office import history

page.enter("历史")
history.freeze()
if both := history.choose():
    history.show(*both)
