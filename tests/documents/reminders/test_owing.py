import pytest

from kjr.documents.reminders.owing import explain_group_names
from tests.documents.summary.campaigns import SAMPLES


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("first", "总结未报5家，台账未填报3家，台账为空1家"),
        ("county", "总结未报22家，台账未填报19家，台账为空1家"),
    ],
)
def test_it_is_said_whom_the_messages_to_groups_name(plan, said):
    assert explain_group_names(SAMPLES[plan].example()) == said
