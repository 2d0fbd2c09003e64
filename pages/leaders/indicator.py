"""指标: where a figure comes from."""

from kjr.ui import indicator, page

overview = page.enter("指标")
line = indicator.choose(overview)
indicator.show(overview, line, indicator.narrow(overview, line))
