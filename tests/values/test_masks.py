import pytest

from kjr.values.masks import mask_personal_data


@pytest.mark.parametrize(
    "number",
    [
        "13800001234",
        "138 0000 1234",
        "+86 13800001234",
        "0951-6012345",
        "64010219800101123X",
        "640102800101123",
    ],
)
def test_a_number_that_leads_to_a_person_is_hidden(number):
    assert mask_personal_data(f"请找{number}。") == "请找×××。"


@pytest.mark.parametrize("number", ["3280", "2019", "20190530", "6月15日", "100000000"])
def test_a_figure_or_a_date_stays(number):
    assert mask_personal_data(f"共{number}。") == f"共{number}。"


def test_the_longer_of_two_names_goes_first():
    assert mask_personal_data("林知远和林知", ["林知", "林知远"]) == "×××和×××"
