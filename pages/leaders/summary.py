"""总结: the document due on the deadline."""

from kjr.ui import page
from kjr.ui.leaders import summary

overview = page.begin_page("总结")
document, unit = summary.choose_document(overview)
summary.offer_rewording(overview)
summary.show_document(overview, document, unit)
summary.offer_bundles(overview)
