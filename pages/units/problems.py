"""待改: what a unit should mend."""

from kjr.ui import page
from kjr.ui.units import problems

overview = page.enter("待改")
problems.show(overview, problems.choose(overview))
