"""总结: the document due on the deadline."""

from kjr.ui import page
from kjr.ui.leaders import photo_album, rewriting, summary

overview = page.begin_page("总结")
document, unit = summary.choose_document(overview)
rewriting.offer_rewording(overview)
photo_album.offer_photographs()
summary.show_document(overview, document, unit)
summary.offer_bundles(overview)
