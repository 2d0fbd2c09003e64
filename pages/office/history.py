"""历史: what was when."""

from kjr.ui import history, page

page.enter("历史")
history.freeze()
if both := history.choose():
    history.show(*both)
