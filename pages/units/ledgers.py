"""填报: a unit's ledgers."""

from kjr.ui import ledgers, page

overview = page.enter("填报")
if book := ledgers.choose(overview):
    ledgers.show(overview, book)
