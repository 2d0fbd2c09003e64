"""指标: where a figure comes from."""

from kjr.ui import page
from kjr.ui.leaders import indicator

overview = page.enter("指标")
indicator.show(overview, *indicator.choose(overview))
