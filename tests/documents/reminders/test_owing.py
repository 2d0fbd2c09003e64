from kjr.documents.reminders.owing import explain_group_names
from tests.documents.summary.filings import example


def test_it_is_said_whom_the_messages_to_groups_name():
    told = explain_group_names(example())
    assert told == "总结未报5家，台账未填报3家，台账为空1家"
