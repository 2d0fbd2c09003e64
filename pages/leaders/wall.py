"""会场模式: full screen, large type."""

from kjr.ui import page
from kjr.ui.leaders import dashboard

page.begin_page("会场模式")
dashboard.show_wall()
