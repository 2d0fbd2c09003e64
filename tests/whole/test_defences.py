"""Every attack's test where its defence is missing: it must fail there.

The program is left as it is.  A stand-in takes the place of the defence, in the process of the test
and in those it starts; ``tests/weakened`` says how.
"""

import http.cookies
import os
import re
import subprocess
import sys
from importlib import import_module
from operator import attrgetter

import pytest

from kjr.app.settings import ROOT
from tests.plans import FIRST
from tests.weakened.stand_ins import STAND_INS, entering, opening, showing

PAGES, BROWSER = "tests/pages/test_access.py", "tests/browser/test_access.py"
FOLDER, SAVING = "tests/store/folder/test_folder_store.py", "tests/store/folder/test_saving.py"
PHOTOGRAPHS = "tests/documents/paper/test_photographs.py"
SIGN_IN, LOCKOUT = "tests/access/test_sign_in.py", "tests/access/test_lock_out.py"
MASKS = "tests/values/test_masks.py"
TIME = "tests/reading/test_time.py"
SESSIONS, PASSCODES = "tests/access/test_sessions.py", "tests/access/test_passcodes.py"
ATTACKS, SEEN = "tests/whole/test_attacks.py", "tests/browser/test_attacks.py"
DOOR, SERVED = "tests/whole/test_door.py", "tests/whole/test_sign_in_served.py"
FILES, RECORDS = "tests/whole/test_files_served.py", "tests/whole/test_records_served.py"
MASKED, PROXIES = "tests/whole/test_masks_served.py", "tests/whole/test_proxies.py"
HEADER = "tests/whole/test_header_served.py"
ACTS, NAMES = "tests/whole/test_acts_served.py", "tests/whole/test_names_served.py"
EXPOSURE, COMMANDS = "tests/app/test_exposure.py", "tests/app/commands/test_commands.py"
HEADS, PURGING = "tests/state/test_heads.py", "tests/state/test_purging.py"
CALENDAR = "tests/ui/door/test_subscription.py"
FORGOTTEN = [entering.where_a_journal_ended_is_forgotten]
OPEN_DOOR = [entering.the_door_stands_open]
BOMB = "tests/store/xlsx/test_bombs.py::test_a_bomb_is_refused_soon_and_cheaply"

NOBODY = [entering.nobody_reaches_all, entering.nobody_is_let_in]
CHOSEN = [entering.any_unit_may_be_chosen, entering.all_units_are_offered]
LINKS = [opening.a_link_leads_anywhere, opening.a_name_is_opened_as_it_is]
LEFT, STEERED = [entering.a_sign_in_that_was_left_goes_on], [showing.nothing_steers_a_terminal]
LIMIT = ["STREAMLIT_SERVER_MAX_UPLOAD_SIZE=500", entering.uploads_may_hold_anything]

CASES = {
    f"{PAGES}::test_nobody_is_sent_any_figure_or_unit": NOBODY,
    f"{BROWSER}::test_a_cold_servers_first_deep_link_meets_the_sign_in_page[first]": NOBODY,
    f"{PAGES}::test_a_page_file_that_runs_without_the_app_shows_nothing": [
        entering.nobody_reaches_all,
        entering.a_page_begins_by_itself,
    ],
    f"{SIGN_IN}::test_without_a_sign_in_nobody_else_is_served": [entering.everybody_is_from_here],
    f"{BROWSER}::test_without_a_sign_in_a_name_that_points_here_is_refused": [
        entering.everybody_is_from_here
    ],
    f"{SIGN_IN}::test_of_ten_thousand_tries_in_a_day_a_few_dozen_are_looked_at": [
        entering.nobody_is_locked_out
    ],
    f"{LOCKOUT}::test_an_account_tried_from_everywhere_waits_seconds_and_is_not_locked": [
        entering.an_account_is_tried_without_end
    ],
    f"{LOCKOUT}::test_an_address_that_tries_every_account_is_locked": [
        entering.an_address_tries_without_end
    ],
    f"{LOCKOUT}::test_the_right_code_forgives_the_account_but_not_the_address": [
        entering.the_address_is_forgiven_too
    ],
    f"{LOCKOUT}::test_a_browser_that_signed_in_before_is_let_through": [
        entering.no_browser_is_known
    ],
    f"{SIGN_IN}::test_leaving_a_provider_holds_for_ever": [entering.what_is_taken_back_comes_back],
    f"{SIGN_IN}::test_leaving_everywhere_ends_what_was_begun_on_other_machines": [
        entering.a_sign_in_elsewhere_goes_on
    ],
    f"{SIGN_IN}::test_many_tries_at_once_gain_nothing": [entering.tries_are_counted_afterwards],
    f"{SIGN_IN}::test_the_lock_survives_a_restart": [entering.tries_are_counted_in_memory],
    f"{PASSCODES}::test_an_unknown_name_takes_the_same_work": [
        entering.an_unknown_name_costs_nothing
    ],
    f"{SIGN_IN}::test_the_same_words_whether_the_name_or_the_code_is_wrong": [
        entering.an_unknown_name_is_told
    ],
    f"{SESSIONS}::test_a_forged_note_tells_nothing": [entering.a_note_needs_no_signature],
    f"{SESSIONS}::test_a_note_tells_whose_it_is_until_it_expires": [entering.a_note_never_expires],
    f"{SIGN_IN}::test_signing_out_holds_against_a_replayed_cookie": [entering.no_session_has_ended],
    f"{BROWSER}::test_a_copied_cookie_is_worth_nothing_after_leaving": [
        entering.no_session_has_ended
    ],
    f"{SIGN_IN}::test_a_new_code_or_none_ends_what_began_with_the_old": [
        entering.a_note_holds_for_the_next_code_too
    ],
    f"{PAGES}::test_a_download_offered_before_leaving_is_refused_after": [
        entering.the_click_is_not_checked
    ],
    f"{BROWSER}::test_a_download_offered_before_leaving_does_not_come_after": [
        entering.the_click_is_not_checked
    ],
    f"{PAGES}::test_another_units_name_in_the_address_leads_to_ones_own": CHOSEN,
    f"{PAGES}::test_a_forged_choice_of_another_unit_shows_nothing_of_it": CHOSEN,
    f"{PAGES}::test_nobody_saves_and_no_file_leaves_without_the_right": [
        entering.nothing_is_required
    ],
    f"{PAGES}::test_a_leader_is_sent_nobodys_name_or_number": [showing.nothing_is_masked],
    f"{PAGES}::test_no_export_for_leaders_carries_a_name_or_number": [showing.nothing_is_masked],
    f"{MASKED}::test_no_page_sends_a_leader_a_number_however_it_was_written": [
        showing.nothing_is_masked
    ],
    f"{MASKED}::test_no_file_a_leader_takes_away_has_a_number_however_it_was_written[pdf]": [
        showing.nothing_is_masked
    ],
    f"{SIGN_IN}::test_a_proxy_is_believed_only_with_its_proof": [entering.a_proxy_needs_no_proof],
    f"{SIGN_IN}::test_tries_through_a_proxy_of_this_machine_are_counted_where_they_come_from": [
        entering.a_proxys_word_is_not_heard
    ],
    f"{SIGN_IN}::test_claims_become_a_role": [entering.a_claim_that_is_alike_will_do],
    f"{PAGES}::test_a_name_that_is_only_alike_lets_nobody_in": [
        entering.a_name_that_is_alike_will_do
    ],
    f"{BOMB}[unpacks to 300 MB]": [opening.a_workbook_may_be_vast],
    f"{BOMB}[says it is small]": [
        opening.a_reader_may_take_all_memory,
        opening.a_part_may_be_larger_than_it_says,
    ],
    f"{BOMB}[entities in the book]": [opening.nothing_unfolds],
    f"{BOMB}[entities in a sheet]": [opening.nothing_unfolds],
    f"{BOMB}[entities in UTF-16]": [opening.nothing_unfolds],
    f"{BOMB}[asks for a file]": [opening.nothing_unfolds],
    f"{BOMB}[20,000 parts]": [opening.a_package_may_have_any_parts],
    f"{BOMB}[one text in many cells]": [opening.a_reader_may_take_all_memory],
    f"{BOMB}[one cell many times]": [opening.a_reader_may_take_all_memory],
    f"{PHOTOGRAPHS}::test_a_picture_that_unpacks_to_gigabytes_is_refused": [
        opening.a_picture_may_be_vast
    ],
    f"{SEEN}::test_an_upload_of_200_mb_is_refused_before_it_is_taken": LIMIT,
    f"{SEEN}::test_an_upload_that_does_not_say_how_large_it_is_is_not_taken_either": LIMIT,
    f"{SEEN}::test_an_upload_from_another_site_is_refused": [
        "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION=false"
    ],
    f"{DOOR}::test_without_a_sign_in_a_script_or_a_proxy_that_hides_itself_sees_nothing": [
        entering.everybody_is_from_here
    ],
    f"{DOOR}::test_a_stranger_cannot_have_the_caches_emptied": OPEN_DOOR,
    f"{DOOR}::test_a_file_of_a_stranger_is_not_taken": OPEN_DOOR,
    "tests/ui/door/test_door.py::test_under_a_path_nobody_is_led_to_the_host_that_was_sent": (
        OPEN_DOOR
    ),
    "tests/app/commands/test_access.py"
    "::test_slips_are_open_to_nobody_else_even_while_they_are_written[first]": [
        opening.what_is_written_is_everybodys
    ],
    f"{DOOR}::test_a_message_of_many_parts_takes_no_memory": [
        entering.a_message_may_have_any_parts
    ],
    f"{DOOR}::test_uploads_of_one_person_hold_so_much_and_no_more": [
        entering.uploads_may_hold_anything
    ],
    f"{DOOR}::test_a_vast_frame_is_refused_before_it_is_taken": [
        "STREAMLIT_SERVER_MAX_MESSAGE_SIZE=200"
    ],
    f"{DOOR}::test_a_page_of_somebody_elses_is_refused_and_nobody_outside_is_asked[/]": OPEN_DOOR,
    f"{DOOR}::test_a_cookie_of_backslashes_costs_nothing": OPEN_DOOR,
    f"{DOOR}::test_what_is_for_developers_is_shut[/_stcore/metrics]": OPEN_DOOR,
    f"{DOOR}::test_a_window_is_opened_again_only_in_its_own_browser": OPEN_DOOR,
    f"{DOOR}::test_a_file_made_for_somebody_is_given_to_nobody_else": OPEN_DOOR,
    f"{DOOR}::test_every_answer_says_what_a_page_may_load_and_a_refusal_is_kept_nowhere"
    "[/-headers1-403]": OPEN_DOOR,
    f"{DOOR}::test_what_anybody_sends_steers_no_terminal_and_forges_no_entry_of_the_log": STEERED,
    f"{DOOR}::test_a_stranger_is_sent_no_page": NOBODY,
    f"{DOOR}::test_a_note_that_was_forged_lets_nobody_in": [entering.a_note_needs_no_signature],
    f"{HEADER}::test_who_says_of_himself_what_the_proxy_says_is_nobody[none]": [
        entering.a_proxy_needs_no_proof
    ],
    f"{HEADER}::test_under_a_path_nobody_is_led_to_the_host_that_was_sent": OPEN_DOOR,
    f"{FILES}::test_of_photographs_that_are_sent_nothing_is_kept_of_where_they_were_taken": [
        showing.a_photograph_is_kept_as_it_was_sent
    ],
    f"{FILES}::test_a_picture_that_no_screen_can_show_is_told_and_not_kept": [
        opening.a_picture_may_have_any_shape
    ],
    f"{FILES}::test_in_lines_that_are_taken_away_no_cell_is_a_formula[44/59/9,34,76,1]": [
        showing.only_a_cell_begins_a_formula
    ],
    f"{RECORDS}::test_a_database_that_was_taken_away_is_told_and_stays_told[deleted]": FORGOTTEN,
    "tests/documents/test_calendar_file.py"
    "::test_what_steers_a_program_is_said_and_begins_no_line_of_the_file": STEERED,
    "tests/app/messages/test_sending.py::test_a_cell_that_is_quoted_calls_nobody[feishu]": [
        showing.whatever_is_quoted_is_sent
    ],
    f"{CALENDAR}::test_a_guessed_word_gives_nothing[-first]": [entering.any_word_will_do],
    f"{CALENDAR}::test_a_word_that_was_exchanged_or_ended_gives_nothing": [
        entering.any_word_will_do
    ],
    f"{CALENDAR}::test_without_a_sign_in_the_word_opens_nothing": [
        entering.without_a_sign_in_there_is_a_word
    ],
    f"{PAGES}::test_the_office_alone_gives_out_the_calendar_and_takes_it_back": [
        entering.everybody_gives_out_the_calendar
    ],
    f"{FOLDER}::test_what_is_no_file_of_the_folder_is_a_stray_and_is_never_read[as_link_out]": (
        LINKS
    ),
    f"{FOLDER}::test_what_is_no_file_of_the_folder_is_a_stray_and_is_never_read[mkfifo]": [
        opening.anything_is_a_file
    ],
    f"{FOLDER}::test_a_file_exchanged_after_the_look_is_not_read_either[as_link_out]": LINKS,
    "tests/whole/test_hostile_folder.py"
    "::test_what_does_harm_in_the_folder_is_told_and_everybody_is_served": LINKS,
    f"{SAVING}::test_what_a_link_out_of_the_folder_leads_to_is_neither_read_nor_written": LINKS,
    f"{SAVING}::test_a_mark_that_leads_elsewhere_or_never_ends_tells_nothing": LINKS,
    f"{MASKS}::test_every_way_of_writing_a_number_that_leads_to_a_person_is_hidden": [
        showing.every_spelling_is_its_own
    ],
    f"{MASKS}::test_brackets_and_bars_between_the_digits_hide_nothing_from_us": [
        showing.every_spelling_is_its_own
    ],
    f"{MASKS}::test_what_is_read_as_a_digit_is_one": [showing.every_spelling_is_its_own],
    f"{MASKS}::test_other_signs_between_the_parts_hide_nothing_from_us": [
        showing.every_spelling_is_its_own
    ],
    f"{MASKS}::test_what_nobody_sees_between_the_digits_and_around_them_hides_nothing": [
        showing.every_spelling_is_its_own
    ],
    f"{MASKS}::test_numbers_in_rings_and_brackets_and_words_for_signs_are_read": [
        showing.every_spelling_is_its_own
    ],
    f"{MASKS}::test_what_cannot_be_a_list_of_figures_is_somebodys_number": [
        showing.a_list_is_always_of_figures
    ],
    f"{MASKS}::test_what_may_be_a_list_of_figures_is_somebodys_number_behind_the_word_for_it": [
        showing.a_list_is_always_of_figures
    ],
    f"{TIME}::test_no_shape_of_text_costs_more_than_its_length[short-amount]": [
        opening.a_shape_may_be_tried_in_every_way
    ],
    f"{TIME}::test_no_number_is_too_long_to_be_refused[amount]": [opening.any_length_is_looked_at],
    f"{TIME}::test_a_book_of_pasted_lines_is_read_and_its_other_rows_count": [
        opening.a_row_may_have_any_number
    ],
    "tests/editing/typed/test_pasted_text.py"
    "::test_a_paste_is_as_large_as_a_workbook_may_be_and_no_larger": [
        opening.a_paste_may_be_of_any_length
    ],
    f"{ATTACKS}::test_a_units_name_cannot_lead_out_of_the_folder": [
        opening.every_file_name_will_do
    ],
    f"{ATTACKS}::test_markup_in_a_cell_is_shown_as_text": [showing.html_stays_html],
    "tests/pages/test_attacks.py::test_markup_somebody_typed_is_markup_on_no_page": [
        showing.markdown_stays_markdown
    ],
    f"{SEEN}::test_markup_somebody_typed_runs_loads_and_links_nothing": [
        showing.markdown_stays_markdown
    ],
    f"{ATTACKS}::test_a_formula_in_a_cell_is_no_formula_in_an_export": [
        showing.nothing_begins_a_formula
    ],
    f"{ATTACKS}::test_a_formula_typed_here_is_text_in_the_workbook": [
        showing.a_formula_is_written_into_the_workbook
    ],
    f"{ATTACKS}::test_a_formula_typed_here_is_text_at_google": [
        showing.a_formula_is_sent_to_google
    ],
    f"{EXPOSURE}::test_a_record_that_was_cut_is_named": [entering.a_record_has_no_faults],
    f"{HEADS}::test_another_journal_in_its_place_is_told_for_ever[sqlite]": FORGOTTEN,
    f"{HEADS}::test_a_chain_that_was_forged_from_a_row_on_is_told[sqlite]": FORGOTTEN,
    f"{HEADS}::test_an_older_copy_in_its_place_is_told": FORGOTTEN,
    "tests/app/records/test_watch.py::test_each_act_is_told_once_with_its_head_and_no_cell[udp]": [
        showing.nothing_is_masked
    ],
    "tests/app/commands/test_state.py"
    "::test_what_somebody_wrote_down_of_the_record_is_there_or_is_told": [
        entering.any_head_is_there
    ],
    f"{PURGING}::test_after_a_purge_nothing_else_may_be_changed[sqlite]": [
        entering.a_purge_opens_every_row
    ],
    f"{PURGING}::test_only_the_last_act_lets_a_row_be_changed_and_only_a_purge[sqlite]": [
        entering.a_purge_opens_every_row
    ],
    f"{PURGING}::test_what_was_changed_after_a_purge_is_told[sqlite]": [
        entering.whatever_is_left_of_a_row_will_do
    ],
    f"{PURGING}::test_the_files_themselves_hold_nothing_any_more": [
        entering.what_was_purged_lies_beside
    ],
    f"{PASSCODES}::test_only_the_servers_own_account_can_read_what_is_kept": [
        entering.the_database_is_open_to_others
    ],
    f"{SIGN_IN}::test_a_sign_in_that_nobody_uses_ends_and_one_in_use_does_not[passcodes]": LEFT,
    f"{SIGN_IN}::test_a_sign_in_that_nobody_uses_ends_and_one_in_use_does_not[oidc]": LEFT,
    f"{DOOR}::test_a_sign_in_that_was_left_for_days_ends": LEFT,
    f"{SERVED}::test_somebody_who_tries_locks_nobody_out_of_her_own_browser": [
        entering.no_browser_is_known
    ],
    f"{SERVED}::test_an_account_that_is_tried_from_everywhere_waits_seconds": [
        entering.an_account_is_tried_without_end
    ],
    f"{SERVED}::test_an_address_that_tries_every_account_is_locked_and_locks_nobody_else_out": [
        entering.an_address_tries_without_end
    ],
    f"{SERVED}::test_what_an_address_tried_a_week_ago_counts_no_more": [
        entering.tries_are_never_forgotten
    ],
    f"{PROXIES}::test_doctor_names_a_proxy_that_hides_who_tries_and_none_that_says_it[]": [
        entering.no_proxy_hides_anybody
    ],
    f"{BROWSER}::test_behind_tls_what_a_browser_keeps_is_for_tls_alone[nginx]": [
        entering.a_note_bears_the_same_name_everywhere
    ],
    f"{ACTS}::test_whoever_is_refused_again_and_again_pushes_nothing_off_the_page": [
        entering.refusals_take_the_whole_list
    ],
    f"{ACTS}::test_what_is_done_at_a_running_server_is_told_to_a_system_log[udp]": [
        entering.nothing_is_told_elsewhere
    ],
    f"{ACTS}::test_what_is_done_at_a_running_server_is_told_to_a_system_log[tcp]": [
        showing.nothing_is_masked
    ],
    f"{ACTS}::test_a_person_is_purged_beside_a_running_server_and_no_page_shows_them_any_more": [
        entering.a_purge_changes_nothing
    ],
    f"{NAMES}::test_what_a_file_or_sheet_is_called_is_told_and_turns_no_line_of_a_page[status]": (
        STEERED
    ),
    f"{SERVED}::test_after_a_right_code_the_slips_before_it_count_no_more": [
        entering.a_right_code_forgives_nothing
    ],
    f"{SERVED}::test_a_record_that_was_cut_is_told_on_the_page_and_by_doctor": [
        entering.a_record_has_no_faults
    ],
    f"{SERVED}::test_what_a_running_server_keeps_is_its_own_and_is_taken_back": [
        entering.the_database_is_open_to_others
    ],
    f"{SERVED}::test_doctor_says_which_defence_the_environment_of_a_server_takes_away": [
        entering.the_environment_is_not_looked_at
    ],
    f"{SERVED}::test_leaving_everywhere_ends_what_a_lost_phone_still_holds_and_nobody_elses": [
        entering.a_sign_in_elsewhere_goes_on
    ],
    f"{SERVED}::test_whoever_left_a_provider_has_left_for_ever_and_everywhere": [
        entering.what_is_taken_back_comes_back,
        *LEFT,
    ],
    f"{DOOR}::test_who_somebody_is_may_be_said_once[X-Kjr-Roles]": [
        entering.anything_may_be_said_twice
    ],
    f"{DOOR}::test_a_forged_note_of_the_last_visit_breaks_no_page[999999999999]": [
        entering.any_year_is_in_the_calendar
    ],
    "tests/ui/test_sign_ins.py"
    "::test_whoever_is_refused_again_and_again_pushes_nothing_off_the_list": [
        entering.refusals_take_the_whole_list
    ],
    f"{EXPOSURE}::test_what_the_environment_says_otherwise_is_judged"
    "[SERVER_ENABLE_XSRF_PROTECTION-false-enableXsrfProtection]": [
        entering.the_environment_is_not_looked_at
    ],
    f"{COMMANDS}::test_what_a_file_is_called_does_not_steer_the_terminal[way0]": STEERED,
    f"{COMMANDS}::test_what_a_file_is_called_does_not_steer_the_terminal[way1]": STEERED,
    "tests/documents/test_exports.py"
    "::test_no_line_of_a_cell_becomes_a_formula_where_a_break_is_taken_for_a_row": [
        showing.only_a_cell_begins_a_formula
    ],
    "tests/documents/paper/setting/test_pictures.py"
    "::test_a_photograph_carries_no_notes_of_its_camera": [showing.a_photograph_keeps_its_notes],
    f"{PHOTOGRAPHS}::test_a_picture_that_no_screen_can_show_is_refused[size0]": [
        opening.a_picture_may_have_any_shape
    ],
    "tests/store/test_guarded.py"
    "::test_a_file_that_takes_too_much_memory_is_told_and_the_next_one_is_made": [
        opening.a_maker_may_take_all_memory
    ],
    "tests/reading/test_typed_books.py"
    "::test_reading_a_large_block_is_no_work_of_the_process_that_serves": [
        opening.what_is_typed_is_read_where_it_is_typed
    ],
    "tests/whole/test_pasted_blocks.py"
    "::test_while_one_pastes_the_others_see_their_boards[rows alike]": [
        opening.all_rows_are_compared_with_all
    ],
    "tests/editing/rows/test_matching.py"
    "::test_thousands_that_are_alike_are_matched_soon_and_by_what_is_sure[other numbers]": [
        opening.all_rows_are_compared_with_all
    ],
    "tests/editing/test_merging.py"
    "::test_among_thousands_that_are_alike_nothing_is_written_to_the_wrong_one_nor_twice": [
        opening.all_rows_are_compared_with_all
    ],
    "tests/whole/test_big_files.py"
    "::test_the_marked_copy_of_a_vast_book_takes_no_memory_of_the_server": [
        opening.a_file_is_made_where_it_is_asked_for
    ],
}
"""Each test with what it watches: stand-ins, and settings of Streamlit as the environment has them.

Where two defences stand one behind the other, both go.
"""


# This Python, or the system's own that was mended, reads backslashes in their length by itself.
BACKSLASHES = f"{DOOR}::test_a_cookie_of_backslashes_costs_nothing"
NEEDLESS = [BACKSLASHES] if hasattr(http.cookies, "_unquote_sub") else []
NEEDED = {test: missing for test, missing in CASES.items() if test not in NEEDLESS}


def name_together(test):
    """What a test misses, in a word.

    Tests in a browser keep a loop running, in which no other test can begin one.
    """
    missing = [each if isinstance(each, str) else each.__name__ for each in CASES[test]]
    return "+".join([*missing, *(["in a browser"] if test.startswith("tests/browser/") else [])])


TOGETHER = {
    name: [test for test in NEEDED if name_together(test) == name]
    for name in map(name_together, NEEDED)
}
"""The tests that miss the same defences: one process, and one server of each module, for them."""


def run_without(missing, tests):
    """What the tests say, in a process of their own that lacks these defences."""
    settings = dict(each.split("=") for each in missing if isinstance(each, str))
    names = " ".join(each.__name__ for each in missing if callable(each))
    path = os.pathsep.join((str(ROOT / "tests" / "weakened"), os.environ.get("PYTHONPATH", "")))
    lacking = {"KJR_WITHOUT": names, "PYTHONPATH": path, "CI": "true"}  # CI: no line is shortened
    command = [sys.executable, "-m", "pytest", *tests, "-n", "0", "-m", "", "--timeout", "300"]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=os.environ | settings | lacking,
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout


def find_outcomes(test, told):
    """The words under which a test stands in the summary: FAILED, and ERROR where it never ran.

    A test without values stands for itself with all of its values.
    """
    values = "" if test.endswith("]") else r"(\[.*\])?"
    line = rf"^(FAILED|ERROR) {re.escape(test)}{values}( - .*)?$"
    return {found[1] for found in re.finditer(line, told, re.M)}


@pytest.fixture(scope="module")
def made(examples):
    """The examples that the tests look at, written by a program that lacks nothing."""
    return [examples(FIRST, units) for units in (12, 40, FIRST.units)]


@pytest.mark.slow
@pytest.mark.timeout(900)  # longer than any of the tests it has run
@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", TOGETHER)
def test_without_its_defence_the_test_fails(name):
    together = run_without(CASES[TOGETHER[name][0]], TOGETHER[name])
    for test in TOGETHER[name]:
        if find_outcomes(test, together) != {"FAILED"}:  # a neighbour may have been in its way
            alone = run_without(CASES[test], [test])
            assert find_outcomes(test, alone) == {"FAILED"}, alone[-2000:]


@pytest.mark.slow
def test_each_case_is_a_test_that_is_there():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-m", ""]
    asked = [*command, "-p", "no:cacheprovider", *CASES]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 0, told.stderr or told.stdout


@pytest.mark.parametrize("make", STAND_INS, ids=lambda make: make.__name__)
def test_what_a_stand_in_stands_for_is_there(make):
    for target in make.targets:
        module, _, place = target.partition(":")
        assert make(attrgetter(place)(import_module(module))) is not None
