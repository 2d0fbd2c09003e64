"""指标: where a figure comes from."""

from kjr.ui import page
from kjr.ui.leaders import indicator

overview = page.begin_page("指标")
indicator.show_indicator(overview, *indicator.choose_indicator(overview))
