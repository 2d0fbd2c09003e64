"""报送: who has filed."""

from kjr.ui import page
from kjr.ui.office import status, words

overview = page.begin_page("报送")
status.show_status(overview, status.choose_status_filter(overview))
words.settle_files(overview)
