"""A campaign's folder on a share that never answers: whoever asks is told so, and goes on."""

import contextlib
import shutil
import time

import pytest

from kjr.app import kept_campaign, renewal
from kjr.app.doctor import examine_installation
from kjr.app.inspection import inspect_files
from kjr.app.learning import CampaignInForce
from kjr.app.message_settings import examine_messages
from kjr.app.messages.contacts import CONTACTS, UNREACHED, KnownContacts, ask_contacts
from kjr.app.settings import CAMPAIGN, read_settings
from kjr.campaign.loading import load_campaign
from kjr.campaign.renewal.renewing import Renewal
from kjr.store.folder import folder_store, patience
from kjr.store.folder.patience import NoAnswerError
from kjr.store.xlsx.worker import Worker
from tests.shares.mounting import NEEDS_FUSE, wait_until

pytestmark = [NEEDS_FUSE, pytest.mark.slow]

HANGS = ("*", 0, "*", False, -1)
LONG = 6
"""Seconds within which everybody is told, on a busy machine too: they wait one for an answer."""


@pytest.fixture
def plan(share, tmp_path, monkeypatch):
    """Settings whose campaign and workbooks lie on the share; nobody waits as long as people do."""
    for room in kept_campaign, folder_store:
        monkeypatch.setattr(room, "READING", 1.0)
    monkeypatch.setattr(kept_campaign, "SAVING", 1.0)
    monkeypatch.setattr(folder_store, "LOOKING", 1.0)
    monkeypatch.setattr(patience, "SLICE", 0.05)
    monkeypatch.setattr(kept_campaign, "_patience", patience.Patience())
    monkeypatch.setattr(kept_campaign, "_patiences", {})
    shutil.copytree(CAMPAIGN, share.server / "plan")
    (share.server / "plan" / CONTACTS).write_text("单位,联络员,电话,邮箱,群\n", "utf-8")
    (share.server / "books").mkdir()
    (share.server / "books" / "别的.txt").write_text("")
    places = {"FOLDER": share.mount / "books", "CAMPAIGN": share.mount / "plan"}
    given = {f"KJR_{name}": str(place) for name, place in places.items()}
    begun = read_settings({**given, "KJR_STATE": str(tmp_path / "state")}, {})
    yield begun
    share.fail()
    wait_until((share.mount / "plan").exists)


def test_a_plan_that_does_not_answer_is_told_and_asked_for_again(plan, share):
    share.fail(HANGS)
    begun = time.monotonic()
    with pytest.raises(NoAnswerError, match="没有回应，请等它恢复以后再试"):
        CampaignInForce(plan.campaign)
    assert time.monotonic() - begun < LONG
    share.fail()
    again = []

    def ask():
        with contextlib.suppress(NoAnswerError):
            again.append(CampaignInForce(plan.campaign).known)
        return again

    wait_until(ask)
    assert again[0].units


def test_doctor_says_that_the_plan_does_not_answer(plan, share):
    share.fail(HANGS)
    begun = time.monotonic()
    told = [each.text for each in examine_installation(plan)]
    assert time.monotonic() - begun < LONG
    assert len(told) == 1
    assert str(plan.plan) in told[0]
    assert "没有回应" in told[0]


def test_contacts_out_of_reach_are_told_as_such(plan, share):
    campaign = load_campaign(CAMPAIGN)
    share.fail(HANGS)
    begun = time.monotonic()
    assert ask_contacts(plan.campaign, campaign).wrong == (UNREACHED,)
    assert f"联络员：{UNREACHED}" in [each.text for each in examine_messages(plan, campaign)]
    assert time.monotonic() - begun < LONG


def test_contacts_that_are_known_stay_and_no_page_waits_for_them(plan, share, monkeypatch):
    monkeypatch.setattr(kept_campaign, "READING", patience.READING)  # as long as people do
    campaign = load_campaign(CAMPAIGN)
    unit = campaign.units[0].name
    written = (share.server / "plan" / CONTACTS).open("a", encoding="utf-8")
    with written:
        written.write(f"{unit},示例员,,,\n")
    contacts = KnownContacts(plan.campaign)
    assert contacts.ask(campaign).find(unit).liaison == "示例员"
    share.fail(HANGS)
    begun = time.monotonic()
    told = contacts.ask(campaign)
    assert time.monotonic() - begun < LONG
    assert (told.find(unit).liaison, told.wrong) == ("示例员", (UNREACHED,))


def test_another_year_is_offered_from_what_lies_here_and_says_that_it_may_not_be_written(
    plan, share
):
    whole = renewal.list_starts(plan)
    share.fail(HANGS)
    begun = time.monotonic()
    starts = renewal.list_starts(plan)
    assert renewal.find_new_place(plan) == share.mount
    assert {name for name in whole if not name.startswith("现在用的")} <= set(starts)
    assert all(not path.is_relative_to(share.mount) for path in starts.values())
    made = Renewal(load_campaign(CAMPAIGN), {}, (), ())
    with pytest.raises(NoAnswerError, match="没有回应，不知道是否写好"):
        renewal.write_renewal(made, share.mount / "云州2020")
    with pytest.raises(NoAnswerError, match="没有回应"):
        renewal.pack_books(share.mount / "云州2020")
    assert time.monotonic() - begun < LONG


def test_what_is_to_be_checked_and_does_not_answer_is_told(plan, share):
    share.fail(HANGS)
    begun = time.monotonic()
    with contextlib.closing(Worker()) as worker, pytest.raises(NoAnswerError, match="没有回应"):
        list(inspect_files([plan.folder], load_campaign(CAMPAIGN), worker))
    assert time.monotonic() - begun < LONG
