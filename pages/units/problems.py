"""待改: what a unit should mend."""

from kjr.ui import page
from kjr.ui.units import problems

overview = page.begin_page("待改")
problems.show_problems(overview, problems.choose_problem_unit(overview))
