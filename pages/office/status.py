"""报送: who has filed."""

from kjr.ui import page
from kjr.ui.office import status

overview = page.enter("报送")
status.show(overview, *status.choose(overview))
