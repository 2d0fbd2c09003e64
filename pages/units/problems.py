"""待改: what a unit should mend."""

from kjr.ui import page, problems

overview = page.enter("待改")
problems.show(overview, problems.choose(overview))
