import secrets

import pytest

from kjr.access import calendar_word
from kjr.access.sign_in import SignInMethod, SignInRules
from tests.doors import NOON, after

RULES = SignInRules(SignInMethod.PASSCODES)


@pytest.fixture
def word(tmp_path):
    calendar_word.issue_calendar_word(tmp_path, NOON, secrets.token_bytes)
    return calendar_word.find_calendar_word(tmp_path).word


def test_before_there_is_a_word_nothing_is_it(tmp_path):
    assert calendar_word.find_calendar_word(tmp_path) is None
    assert not calendar_word.is_calendar_word(RULES, tmp_path, "")


def test_the_word_is_long_and_says_since_when(tmp_path, word):
    assert len(word) == 64
    assert calendar_word.find_calendar_word(tmp_path).since == NOON


@pytest.mark.parametrize("said", ["", "0", "组宣部", "{}0", "{:.63}"])
def test_only_the_whole_word_opens(tmp_path, word, said):
    assert calendar_word.is_calendar_word(RULES, tmp_path, word)
    assert not calendar_word.is_calendar_word(RULES, tmp_path, said.format(word))


def test_a_new_word_or_none_ends_the_old(tmp_path, word):
    calendar_word.issue_calendar_word(tmp_path, after(days=1), secrets.token_bytes)
    new = calendar_word.find_calendar_word(tmp_path)
    assert new.since == after(days=1)
    assert not calendar_word.is_calendar_word(RULES, tmp_path, word)
    calendar_word.end_calendar_word(tmp_path)
    assert not calendar_word.is_calendar_word(RULES, tmp_path, new.word)


@pytest.mark.parametrize("way", SignInMethod)
def test_without_a_sign_in_there_is_no_word(tmp_path, word, way):
    is_open = way is not SignInMethod.LOCAL
    assert calendar_word.may_have_word(SignInRules(way)) is is_open
    assert calendar_word.is_calendar_word(SignInRules(way), tmp_path, word) is is_open
