"""Every attack's test where its defence is missing: it must fail there.

Each defence is taken out of a copy of the program, never out of the program itself.
"""

import compileall
import os
import re
import shutil
import subprocess
import sys
from py_compile import PycInvalidationMode
from typing import NamedTuple

import pytest

from kjr.app.settings import ROOT

pytestmark = pytest.mark.slow
PARTS = ["app.py", "pyproject.toml", ".streamlit", "assets", "campaign", "kjr", "pages", "tests"]
PARTS += ["tools"]
PAGES, BROWSER = "tests/pages/test_access.py", "tests/browser/test_access.py"
PHOTOGRAPHS = "tests/documents/paper/test_photographs.py"
SIGN_IN, LOCKOUT = "tests/access/test_sign_in.py", "tests/access/test_lock_out.py"
ATTACKS, SEEN = "tests/whole/test_attacks.py", "tests/browser/test_attacks.py"
BOMB = "tests/store/xlsx/test_bombs.py::test_a_bomb_is_refused_soon_and_cheaply"


class Cut(NamedTuple):
    """What is taken out: these words of a file, with others in their place."""

    file: str
    words: str
    instead: str = ""


def gate(words, instead=""):
    return Cut("kjr/ui/gate.py", words, instead)


def signin(words, instead=""):
    return Cut("kjr/access/sign_in.py", words, instead)


NOBODY = [
    Cut(
        "kjr/access/rights.py",
        "        return NONE\n    return P",
        "        return ALL\n    return P",
    ),
    Cut("kjr/ui/page.py", "if here.role is Role.NOBODY:", "if False:"),
]
FROM_HERE = [signin("return HERE if is_from_here(request) else NOBODY", "return HERE")]
ENDED = [
    Cut("kjr/access/sessions.py", "    return id in kept.read(_ended(folder))", "    return False")
]
OFFERED = [gate("here = _checked(asked, page, Deed.EXPORT, unit)", "here = _who(asked)")]
CHOSEN = [
    gate('    authorize_viewer(Deed.SEE, unit or "")\n'),
    gate(
        "return rights.select_allowed_units(recheck_viewer(), st.session_state[PAGE], units)",
        "return list(units)",
    ),
]
PLAIN = [
    Cut(
        "kjr/values/masks.py",
        "    text = NAMED_ILLNESS.sub(",
        "    return text\n    NAMED_ILLNESS.sub(",
    )
]
TYPED = [Cut("kjr/values/escapes.py", "    return SIGNS", "    return str(text)\n    return SIGNS")]
LIMIT = [Cut(".streamlit/config.toml", "maxUploadSize = 20", "maxUploadSize = 500")]
MEMORY = [Cut("kjr/store/xlsx/worker.py", "LITTLE: Final = 300_000_000", "LITTLE: Final = 10**10")]
ENTITIES = [Cut("kjr/store/xlsx/bombs.py", "any(word in piece for word in UNFOLDING)", "False")]
ENDLESS = [Cut("kjr/store/xlsx/package.py", r"(?:[^<]++|<(?!(?:\w+:)?c\b))*?", r"[\s\S]*?")]
IN_MEMORY = """def _all(tries={}):
    import contextlib

    return contextlib.nullcontext(tries)


def _pause("""

CASES = {
    f"{PAGES}::test_nobody_is_sent_any_figure_or_unit": NOBODY,
    f"{BROWSER}::test_a_cold_servers_first_deep_link_meets_the_door": NOBODY,
    f"{PAGES}::test_a_page_file_that_runs_without_the_app_shows_nothing": [
        NOBODY[0],
        gate('        raise KjrError("请从首页打开")', "        remember_viewer()"),
    ],
    f"{SIGN_IN}::test_without_a_sign_in_nobody_else_is_served": FROM_HERE,
    f"{BROWSER}::test_without_a_sign_in_a_name_that_points_here_is_refused": FROM_HERE,
    f"{SIGN_IN}::test_of_ten_thousand_tries_in_a_day_a_few_dozen_are_looked_at": [
        Cut(
            "kjr/access/lock_out.py",
            "            raise LockedError(until - moment)",
            "            pass",
        )
    ],
    f"{LOCKOUT}::test_an_account_tried_from_everywhere_is_locked_for_all": [
        Cut("kjr/access/lock_out.py", '{account} @": 20', '{account} @": 10**9')
    ],
    f"{LOCKOUT}::test_an_address_that_tries_every_account_is_locked": [
        Cut("kjr/access/lock_out.py", '"@ {address}": 40', '"@ {address}": 10**9')
    ],
    f"{LOCKOUT}::test_the_right_code_forgives_the_account_but_not_the_address": [
        Cut(
            "kjr/access/lock_out.py",
            "for key in (pair, whole):",
            "for key in (pair, whole, place):",
        )
    ],
    f"{SIGN_IN}::test_many_tries_at_once_gain_nothing": [
        signin("    lockout.count(folder, account, place, now)\n"),
        signin(
            "    if holder is None:\n",
            "    if holder is None:\n        lockout.count(folder, account, place, now)\n",
        ),
    ],
    f"{SIGN_IN}::test_the_lock_survives_a_restart": [
        Cut(
            "kjr/access/lock_out.py",
            "with kept.changing(_file(folder)) as tries",
            "with _all() as tries",
        ),
        Cut("kjr/access/lock_out.py", "def _pause(", IN_MEMORY),
    ],
    "tests/access/test_passcodes.py::test_an_unknown_name_takes_the_same_work": [
        Cut(
            "kjr/access/passcodes.py",
            "    with ONE_AT_A_TIME:",
            "    if not facts:\n        return None\n    with ONE_AT_A_TIME:",
        )
    ],
    f"{SIGN_IN}::test_the_same_words_whether_the_name_or_the_code_is_wrong": [
        signin(
            "raise KjrError(WRONG)",
            "raise KjrError(WRONG if account in passcodes.accounts(folder) else '没有')",
        )
    ],
    "tests/access/test_sessions.py::test_a_forged_note_tells_nothing": [
        Cut("kjr/access/sessions.py", "if not key or not hmac.compare_digest(", "if not key and (")
    ],
    "tests/access/test_sessions.py::test_a_note_tells_whose_it_is_until_it_expires": [
        Cut("kjr/access/sessions.py", "session.until <= now.timestamp() or ")
    ],
    f"{SIGN_IN}::test_signing_out_holds_against_a_replayed_cookie": ENDED,
    f"{BROWSER}::test_a_copied_cookie_is_worth_nothing_after_leaving": ENDED,
    f"{SIGN_IN}::test_a_new_code_or_none_ends_what_began_with_the_old": [
        signin("account and session and account.mark == session.mark", "account")
    ],
    f"{PAGES}::test_a_download_offered_before_leaving_is_refused_after": OFFERED,
    f"{BROWSER}::test_a_download_offered_before_leaving_does_not_come_after": OFFERED,
    f"{PAGES}::test_another_units_name_in_the_address_leads_to_ones_own": CHOSEN,
    f"{PAGES}::test_a_forged_choice_of_another_unit_shows_nothing_of_it": CHOSEN,
    f"{PAGES}::test_no_hand_saves_and_no_file_leaves_without_the_right": [
        gate("        rights.require_right(here, page, deed, unit)\n", "        pass\n")
    ],
    f"{PAGES}::test_a_leader_is_sent_nobodys_name_or_number": PLAIN,
    f"{PAGES}::test_no_export_for_leaders_carries_a_name_or_number": PLAIN,
    f"{SIGN_IN}::test_a_proxy_is_believed_only_with_its_proof": [
        signin("if not hmac.compare_digest(proof.encode(), rules.proof.encode())", "if False")
    ],
    f"{SIGN_IN}::test_tries_through_a_proxy_of_this_machine_are_counted_where_they_come_from": [
        signin("return request.address or told or LOOPBACK", "return request.address or LOOPBACK")
    ],
    f"{SIGN_IN}::test_claims_become_a_role": [
        signin("map(resolve, _words(", "map(lambda name: resolve(name[:2]), _words(")
    ],
    f"{PAGES}::test_a_name_that_is_only_alike_opens_no_door": [
        gate(
            "_resolve()(written.strip()) or",
            "next((each.name for each in wiring.open_campaign(live.find_settings()).units"
            " if each.name[:3] == written[:3]), '') or",
        )
    ],
    f"{BOMB}[unpacks to 300 MB]": [
        Cut("kjr/store/xlsx/refusals.py", "LARGEST: Final = 100_000_000", "LARGEST: Final = 10**10")
    ],
    f"{BOMB}[says it is small]": [
        *MEMORY,
        Cut("kjr/store/xlsx/bombs.py", "size > part.file_size or "),
    ],
    f"{BOMB}[entities in the book]": ENTITIES,
    f"{BOMB}[entities in a sheet]": ENTITIES,
    f"{BOMB}[entities in UTF-16]": ENTITIES,
    f"{BOMB}[asks for a file]": ENTITIES,
    f"{BOMB}[20,000 parts]": [
        Cut("kjr/store/xlsx/bombs.py", "MOST_PARTS: Final = 5000", "MOST_PARTS: Final = 10**9")
    ],
    f"{BOMB}[formulas that do not end]": ENDLESS,
    f"{BOMB}[errors that do not end]": ENDLESS,
    f"{BOMB}[columns that do not end]": [Cut("kjr/store/xlsx/package.py", "[^<>]", "[^>]")],
    f"{BOMB}[one text in many cells]": MEMORY,
    f"{BOMB}[one cell many times]": MEMORY,
    f"{PHOTOGRAPHS}::test_a_picture_that_unpacks_to_gigabytes_is_refused": [
        Cut("kjr/documents/paper/photographs.py", "    if pixels > LARGEST:", "    if False:")
    ],
    f"{SEEN}::test_an_upload_of_200_mb_is_refused_before_it_is_taken": LIMIT,
    f"{SEEN}::test_an_upload_that_does_not_say_how_large_it_is_is_not_taken_either": LIMIT,
    f"{SEEN}::test_an_upload_from_another_site_is_refused": [
        Cut(".streamlit/config.toml", "[server]\n", "[server]\nenableXsrfProtection = false\n")
    ],
    f"{ATTACKS}::test_a_units_name_cannot_lead_out_of_the_folder": [
        Cut("kjr/values/escapes.py", "not HARMFUL.search(name)", "True")
    ],
    f"{ATTACKS}::test_markup_in_a_cell_is_shown_as_text": [
        Cut("kjr/documents/html/parts.py", "<h3>{escape(title)}", "<h3>{title}")
    ],
    "tests/pages/test_attacks.py::test_markup_somebody_typed_is_markup_on_no_page": TYPED,
    f"{SEEN}::test_markup_somebody_typed_runs_loads_and_links_nothing": TYPED,
    f"{ATTACKS}::test_a_formula_in_a_cell_is_no_formula_in_an_export": [
        Cut("kjr/documents/exports.py", "cell.startswith(FORMULA_STARTS)", "False")
    ],
    f"{ATTACKS}::test_a_formula_typed_here_is_text_in_the_workbook": [
        Cut(
            "kjr/store/xlsx/patch.py",
            '    inline = etree.Element(f"{MAIN}is")',
            '    if text.startswith("="):\n'
            '        etree.SubElement(cell._element, f"{MAIN}f").text = text[1:]\n'
            "        return\n"
            '    inline = etree.Element(f"{MAIN}is")',
        )
    ],
    f"{ATTACKS}::test_a_formula_typed_here_is_text_at_google": [
        Cut("kjr/store/google/cells.py", '{"stringValue": cell}', '{"formulaValue": cell}')
    ],
    "tests/access/test_exposure.py::test_a_record_that_was_cut_is_named": [
        Cut("kjr/access/exposure.py", "        yield from Journal(settings.access).faults()\n")
    ],
    "tests/access/test_passcodes.py::test_only_the_servers_own_account_can_read_what_is_kept": [
        Cut("kjr/state/private_facts.py", "        path.parent.chmod(OWNER_ONLY)\n"),
        Cut("kjr/state/private_facts.py", "                path.chmod(0o600)\n"),
    ],
}
"""Each test with what it watches; where two defences stand one behind the other, both go."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The program, to take things out of."""
    folder = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            ours = shutil.ignore_patterns("__pycache__", "secrets.toml")
            shutil.copytree(source, folder / part, ignore=ours)
        else:
            shutil.copy(source, folder / part)
    compileall.compile_dir(folder, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


@pytest.fixture
def without(copy):
    """The copy with something taken out, put back afterwards."""
    before = {}

    def take_out(cuts):
        for file, words, instead in cuts:
            text = (copy / file).read_text("utf-8")
            before.setdefault(file, text)
            assert words in text, f"{file} says it otherwise now: {words}"
            (copy / file).write_text(text.replace(words, instead), "utf-8")
        return copy

    yield take_out
    for file, text in before.items():
        (copy / file).write_text(text, "utf-8")


def outcome(folder, test):
    """How often a test failed and passed there."""
    command = [sys.executable, "-m", "pytest", test, "-n", "0", "-m", "", "--timeout", "300"]
    told = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout
    last = told.strip().splitlines()[-1] if told.strip() else ""
    return {word for word in ("FAILED", "ERROR") if re.search(f"^{word} ", told, re.M)}, last


@pytest.mark.parametrize("test", CASES)
def test_without_its_defence_the_test_fails(without, test):
    said, last = outcome(without(CASES[test]), test)
    assert said == {"FAILED"}, last
