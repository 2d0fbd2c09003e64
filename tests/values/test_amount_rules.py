"""The ways of writing a number, in the order in which they are tried."""

import pytest

from kjr.values.amount_rules import RULES
from kjr.values.numerals import tidy_amount


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_the_example_of_each_rule_is_read_by_that_rule(rule):
    text = tidy_amount(rule.example)
    taken = next(each for each in RULES if each.read(text, "") is not None)
    assert taken is rule
