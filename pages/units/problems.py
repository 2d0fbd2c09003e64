"""待改: what a unit should mend."""

from kjr.ui import page
from kjr.ui.office import words
from kjr.ui.units import problems

overview = page.begin_page("待改")
unit = problems.choose_problem_unit(overview)
words.settle_words(overview, unit)
problems.show_problems(overview, unit)
