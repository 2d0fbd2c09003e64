"""The ways of reading that are typed in the first plan's headers, tried in the county's.

Each text is said in the county's words (tests/dialects.py), read by its plan, and what was read is
said back: the tests are the same, and so is what they ask for.
"""

import contextlib
import functools
import inspect

import pytest

from tests import dialects, typed
from tests.reading import test_forms, test_table
from tests.reading.checks import test_book, test_repeats
from tests.reading.columns import test_column_contents, test_joined_columns
from tests.reading.header import test_captions, test_header, test_scales
from tests.reading.rows import test_row_kinds

pytestmark = pytest.mark.slow
MODULES = (
    *(test_book, test_repeats, test_column_contents, test_joined_columns, test_captions),
    *(test_header, test_scales, test_row_kinds, test_forms, test_table),
)
MONEY = "of sums of money: the county's ledgers have none"
RULES = "of what a ledger of its own asks for besides: hosts, needs, limits, what is assumed"
REPORT = "of questions of 总结报送 that the county does not ask"
COLUMNS = "of columns for which the county has none alike: who led, several options, two figures"
OPINIONS = "of opinions, of which the county keeps no ledger"
ITSELF = "of how a lexicon or several sheets are read, asked of the first plan itself"
ALONE = {
    MONEY: (
        "a_header_over_two_rows_that_is_repeated_is_skipped_whole",
        "each_larger_unit_multiplies_by_what_it_says",
        "the_unit_of_numbers_stands_in_one_of_the_four_rows_above_the_header",
        "a_group_without_merged_cells_reaches_to_the_next_one",
        "a_header_with_its_own_unit_is_believed_and_the_contradiction_doubted",
        "a_line_that_names_no_larger_unit_changes_nothing",
        "numbers_under_ten_thousands_are_converted_and_told_how",
        "in_brackets_a_unit_needs_no_counter",
        "a_round_number_in_a_header_is_doubted",
        "the_unit_above_a_table_is_applied_where_a_cell_names_none",
    ),
    RULES: (
        "a_citys_meeting_filed_by_a_county_is_counted_and_doubted",
        "a_citys_meeting_filed_by_its_host_and_a_countys_own_are_as_they_should_be",
        "a_link_given_twice_is_a_hint",
        "an_event_without_its_number_of_sessions_was_held_once_or_so",
        "four_entries_have_a_usual_number_and_three_have_none",
        "nobody_knows_the_host_of_a_file_that_is_no_units",
        "what_is_needed_only_sometimes_is_doubted_then",
        "what_may_not_exceed_something_else_is_left_out",
        "what_some_rows_need_too_and_whose_work_it_may_be_are_told_once",
    ),
    REPORT: (
        "a_blank_answer_has_its_place_but_a_blank_remark_has_none",
        "a_closing_report_that_tells_of_no_part_is_not_counted",
        "all_of_it_in_one_cell",
        "headings_with_paragraphs_below",
        "labels_beside_their_values",
    ),
    COLUMNS: (
        "of_two_years_the_campaigns_own_is_read_and_the_other_named",
        "two_years_under_one_head_are_never_added_up",
        "a_share_of_a_hundred_is_not_scaled",
        "what_is_not_read_of_a_group_is_told_beside_what_is_unless_that_is_the_total",
        "a_row_tells_what_a_column_holds_with_half_as_many_cells_as_columns_are_known",
        "twenty_of_the_first_twenty_four_cells_are_enough_to_tell_what_a_column_holds",
        "what_was_not_computed_makes_no_sum_of_an_optional_column_either",
        "one_name_among_numbers_is_enough_to_believe_a_persons_header",
        "a_header_that_is_also_an_option_heads_words_unless_only_ticks_stand_there",
        "a_slip_in_the_header_of_a_choice_is_believed_over_words_nobody_knows",
        "only_what_is_to_be_dealt_with_one_by_one_is_asked_for_in_a_row_each",
        "a_persons_column_is_given_up_where_there_are_ticks_and_nothing_else",
        "an_example_stays_one_though_its_word_stands_among_the_ticks",
        "links_below_a_header_nobody_knows_are_read",
        "one_long_story_among_figures_is_no_figure_and_no_trouble",
        "rows_that_are_hardly_filled_say_nothing_of_what_a_column_holds",
        "a_list_of_figures_of_several_ledgers_is_none_of_them",
        "a_column_for_each_option_gives_those_ticked",
        "a_group_beside_a_column_in_a_group_has_its_parts_in_the_third_row",
        "a_group_over_two_rows_joins_with_what_stands_under_it",
        "a_header_one_letter_from_an_optional_column_is_not_read_but_told",
        "a_header_that_drops_what_goes_without_saying_is_taken_and_told",
        "a_header_that_resembles_a_persons_is_not_believed_over_numbers",
        "a_header_that_says_more_than_its_column_is_doubted",
        "a_part_that_is_unsure_blank_or_nothing",
        "a_row_of_figures_is_never_part_of_the_header_though_its_words_may_be",
        "a_row_of_units_under_the_header_is_part_of_it",
        "a_sheet_too_few_of_whose_headers_are_known_is_read_by_what_its_columns_hold",
        "a_slip_in_three_letters_is_told",
        "a_total_and_who_really_came_need_no_sum_and_what_was_not_read_is_told",
        "columns_of_options_that_hold_numbers_are_named_and_not_read",
        "good_rows_become_entries",
        "headers_that_only_resemble_a_ledgers_make_a_sheet_it_too",
        "nobody_is_called_undecided",
        "one_figure_among_words_is_enough_to_believe_a_header",
        "options_are_ticked_though_a_row_numbers_the_columns_or_shows_an_example",
        "options_under_one_head",
        "parts_beside_their_total_are_named_and_not_doubted",
        "recognises_a_header_in_other_clothes",
        "three_required_columns_of_five_are_enough_without_day_or_name",
        "ticked_options_are_read_beside_a_header_that_only_resembles_their_column",
        "what_does_not_apply_is_kept_apart_from_what_is_blank",
        "what_fits_none_or_several_is_named_and_not_read",
        "what_fits_one_free_column_and_no_other_is_read_and_told",
        "what_is_not_decided_yet_is_not_filled_and_told_once_for_the_row",
        "words_beside_a_header_do_not_change_it",
    ),
    OPINIONS: (
        "a_numbered_line_among_others_is_an_opinion_from_ten_letters_on",
        "a_month_and_a_day_under_the_words_of_another_day_are_that_one",
        "a_numbered_line_above_a_row_with_a_number_alone_is_read_without_trouble",
        "four_lines_above_the_next_table_may_be_its_titles",
        "a_note_below_the_opinions_is_none_of_them_whatever_column_it_stands_in",
        "a_line_with_one_cell_above_the_next_table_is_its_title",
        "a_number_beside_the_signatures_is_none_of_a_column_that_nobody_asked_for",
        "hidden_columns_are_named_in_the_ledgers_words",
        "a_number_in_the_header_itself_is_no_persons_in_its_column",
        "rows_below_a_gap_are_told_each_where_nothing_above_them_counts",
        "a_title_of_the_tables_own_ledger_ends_it_nowhere",
        "an_entry_of_one_cell_above_the_next_table_is_no_title_of_it",
        "another_ledgers_title_ends_the_table_only_above_a_header_of_three_words",
        "long_words_alone_above_others_alone_are_an_opinion_and_above_entries_a_note",
        "two_cells_above_the_next_table_are_an_unfinished_row_and_no_title",
        "words_merged_down_where_nobody_is_counted_are_rows_of_their_own",
        "a_column_that_is_required_is_told_as_lacking_and_not_as_an_optional_one",
        "a_day_written_once_for_several_rows_is_not_guessed_and_the_blanks_are_doubted_once",
        "a_header_broken_over_lines_is_one_and_a_line_that_explains_is_none_of_it",
        "a_heading_above_opinions_is_no_opinion",
        "a_line_of_signatures_is_no_entry_wherever_its_cells_stand",
        "a_numbered_opinion_without_its_kind_is_told_beside_whole_ones",
        "a_second_day_is_seen_as_the_first",
        "a_small_table_below_a_ledger_that_asks_for_little_is_told_once_too",
        "an_opinion_that_looks_like_a_heading_is_not_lost",
        "an_opinion_with_nothing_beside_it_is_unfinished_and_never_a_note",
        "ditto_may_be_typed_with_spaces",
        "numbers_of_columns_are_skipped_as_text_too",
        "hidden_rows_are_named_from_above",
        "all_of_many_hidden_rows_are_named",
        "hidden_rows_in_which_nothing_stands_are_not_told",
        "opinions_below_a_gap_are_no_small_table",
        "opinions_listed_in_the_first_column_are_unfinished_but_a_heading_between_is_none",
        "rows_without_any_day_above_may_stay_without",
        "several_suggestions_in_one_cell_count_as_one_and_are_told",
        "short_words_behind_a_number_are_an_opinion_and_no_heading",
        "short_words_below_a_group_are_a_row_and_no_third_line_of_the_header",
        "two_rows_that_fit_nothing_are_a_table_one_is_a_row",
        "what_is_written_in_a_row_with_little_else_is_meant_by_the_next_ones_ditto",
        "words_that_nothing_was_suggested_are_no_suggestion",
    ),
    ITSELF: (
        "what_is_plainly_one_of_a_kind",
        "a_number_is_a_day_only_under_a_header_that_asks_when",
        "several_options_with_a_word_among_them_that_is_none_fit_no_column_of_options",
        "words_above_a_header_may_be_its_groups_and_each_column_is_told_with_its_own",
        "all_parts_are_short_words_or_the_row_is_none_of_the_header",
        "a_column_alone_holds_all_of_it_and_one_under_a_group_only_as_its_total",
        "a_total_among_parts_is_known_by_its_word_or_by_how_it_ends",
        "a_copy_on_another_sheet_names_that_sheet",
        "a_lone_moment_where_words_are_asked_is_an_unfinished_row",
        "a_lone_title_above_is_no_part_of_a_header_nor_is_what_stands_at_the_end",
        "a_headers_words_are_listed_from_the_left_however_wide_it_is",
        "a_row_half_of_which_are_figures_is_no_header",
        "only_groups_of_several_columns_under_groups_make_three_rows",
        "a_word_speaks_for_its_ledger_the_more_the_fewer_others_know_it",
        "a_merged_head_reaches_over_two_hundred_columns_and_no_more",
        "a_header_that_only_ends_in_a_counter_is_not_what_that_counts",
        "parts_are_short_and_stand_no_further_right_than_beside_the_last_group",
    ),
}
"""Why a test has nothing to say in the county's words → those of which it is so."""


def list_tests(modules):
    """Their tests that do not ask for a plan themselves, by name without its beginning."""
    named = ((name, each) for module in modules for name, each in vars(module).items())
    return {
        name.removeprefix("test_"): each
        for name, each in named
        if name.startswith("test_") and "plan" not in inspect.signature(each).parameters
    }


TESTS = list_tests(MODULES)
LEFT_OUT = {name for names in ALONE.values() for name in names}


def as_far_as_the_county_goes(test):
    """The test, until it reads a ledger for which the county has none.

    It has read something of the county's by then; one that has not says nothing of the county.
    """

    @functools.wraps(test)
    def try_in_county_words(*args, **kwargs):
        before = typed.read_in_county_words.total()
        with contextlib.suppress(dialects.NoCounterpartError):
            test(*args, **kwargs)
        assert typed.read_in_county_words.total() > before, "nothing was read in county words"

    return try_in_county_words


globals().update(
    {
        f"test_{name}": as_far_as_the_county_goes(each)
        for name, each in TESTS.items()
        if name not in LEFT_OUT
    }
)


@pytest.fixture(autouse=True)
def in_county_words(monkeypatch):
    """Whatever is read is said in the county's headers and back."""
    monkeypatch.setattr(typed, "is_in_county_words", True)


def test_it_is_the_countys_ledger_that_is_read():
    page = typed.read("走访日期 | 走访地点 | 对象类别 | 带队人 | 带队人级别 | 走访人次")
    assert page.sheet.rows == (("日期", "地点", "形式", "主办", "活动名称", "参与人次"),)
    assert page.columns["走访人次"] == 6


def test_what_is_left_out_is_there_and_less_than_what_is_tried():
    assert TESTS.keys() >= LEFT_OUT
    assert len(LEFT_OUT) < len(TESTS) / 2
