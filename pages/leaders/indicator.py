"""指标: where a figure comes from."""

from kjr.ui import indicator, page

overview = page.enter("指标")
indicator.show(overview, *indicator.choose(overview))
