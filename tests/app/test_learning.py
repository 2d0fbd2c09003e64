"""Words assigned on the screen: written whole or not at all, in force at once, taken back."""

import datetime as dt
import os
import resource
import shutil
from pathlib import Path

import pytest

from kjr.app import demo, settings, wiring
from kjr.app.learning import CampaignInForce, forget_word, learn_words
from kjr.app.settings import OTHERS
from kjr.campaign.columns import Choice
from kjr.campaign.learnt.words import LEARNT, LearntWord
from kjr.campaign.loading import CampaignError, load_campaign
from kjr.errors import KjrError
from kjr.state.acts import ActKind
from kjr.state.journal import Journal
from kjr.store.base import UNKNOWN
from tests.campaign.learnt.test_learnt_file import FILE, HEADER, OPTION, written
from tests.plans import BOTH

MOMENT = dt.datetime(2019, 6, 8, 12, tzinfo=dt.UTC)


@pytest.fixture
def folder(plan, tmp_path):
    return Path(shutil.copytree(plan.home, tmp_path / "campaign"))


@pytest.fixture
def header(plan):
    """Another word for a column that every ledger has."""
    return HEADER._replace(ledger=plan.ledger)


@pytest.fixture
def option(plan):
    """Another word for what the first list of a ledger offers."""
    columns = plan.campaign.ledger(plan.ledger).columns
    column = next(each for each in columns if isinstance(each, Choice))
    return OPTION._replace(ledger=plan.ledger, column=column.name, meant=column.options[0])


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "state")


@BOTH
def test_what_is_said_is_in_the_file_and_in_the_record(folder, journal, header, option):
    in_force = CampaignInForce(folder)
    learn_words(folder, journal, [header, option], MOMENT)
    assert [word.facts for word in in_force.find().learnt] == [header.facts, option.facts]
    assert in_force.find() is in_force.find()
    forget_word(folder, journal, header, "李示例", MOMENT)
    assert [word.facts for word in in_force.find().learnt] == [option.facts]
    assert [(act.kind, act.who, act.note) for act in journal.acts()] == [
        (ActKind.LEARNT, "张示例", f"{header}；{option}"),
        (ActKind.UNLEARNT, "李示例", str(header)),
    ]


@BOTH
@pytest.mark.parametrize("wrong", ["meant", "written"])
def test_what_fits_nowhere_is_not_written(folder, journal, header, option, plan, wrong):
    """A column that is not there; a header that is a column's own."""
    word = header._replace(**{wrong: {"meant": "没有的列", "written": plan.columns[0]}[wrong]})
    with pytest.raises(KjrError, match="没有记下"):
        learn_words(folder, journal, [option, word], MOMENT)
    assert not (folder / LEARNT).exists()
    assert journal.acts() == ()


@BOTH
def test_who_says_something_else_of_a_word_is_told_what_it_means_already(
    folder, journal, header, plan
):
    learn_words(folder, journal, [header], MOMENT)
    before = (folder / LEARNT).read_bytes()
    with pytest.raises(KjrError) as refused:
        learn_words(folder, journal, [header._replace(meant="备注", who="李示例")], MOMENT)
    assert str(refused.value) == (
        f"没有记下「{plan.ledger}」的表头“撰写人”读作「备注」："
        f"{header.who}在{header.day.month}月{header.day.day}日已经认定{header}"
    )
    assert (folder / LEARNT).read_bytes() == before
    assert [act.who for act in journal.acts()] == ["张示例"]


@BOTH
def test_what_is_gone_already_is_told(folder, journal, header):
    with pytest.raises(KjrError, match="可能别人刚撤回"):
        forget_word(folder, journal, header, "李示例", MOMENT)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_nobody_may_write_is_told_in_a_sentence(folder, journal, header):
    folder.chmod(0o555)
    with pytest.raises(KjrError, match=f"没有记下：活动文件夹 {folder} 写不进去"):
        learn_words(folder, journal, [header], MOMENT)
    folder.chmod(0o755)
    assert not (folder / LEARNT).exists()
    assert journal.acts() == ()


def test_a_disk_that_takes_nothing_is_told_in_a_sentence(folder, journal, header):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(KjrError, match=f"没有记下：活动文件夹 {folder} 写不进去"):
            learn_words(folder, journal, [header], MOMENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (folder / LEARNT).exists()
    assert journal.acts() == ()


@BOTH
def test_what_cannot_be_taken_back_is_not_said_to_be_unlearnt(folder, journal, header, option):
    learn_words(folder, journal, [header, option], MOMENT)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(KjrError, match=f"没有撤回：活动文件夹 {folder} 写不进去"):
            forget_word(folder, journal, header, "李示例", MOMENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [act.kind for act in journal.acts()] == [ActKind.LEARNT]


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path, journal):
    with pytest.raises(CampaignError, match="找不到这个文件"):
        learn_words(tmp_path / "没有", journal, [HEADER], MOMENT)


def test_an_example_that_comes_along_learns_nothing(journal):
    with pytest.raises(KjrError, match="随 kjr 带来的示例方案"):
        learn_words(OTHERS / "科普日", journal, [HEADER], MOMENT)


@BOTH
def test_a_running_app_reads_by_it_at_once(example, tmp_path):
    books = Path(shutil.copytree(example, tmp_path / "books"))
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, books)
    app = wiring.open_app(places)
    try:
        before = app.board.look()
        unit = next(book.unit for book in before.books.values() if book.entries)
        held = books / before.books[unit].held.file
        held.rename(books / "表三.xlsx")
        assert [each.reason for each in app.board.look().strays if each.file == "表三.xlsx"] == [
            UNKNOWN
        ]
        word = LearntWord("", "", "表三.xlsx", unit, "张示例", MOMENT.date())
        learn_words(places.campaign, app.journal, [word], MOMENT)
        after = app.board.look()
        assert "表三.xlsx" not in [each.file for each in after.strays]
        assert (after.books[unit].held.file, after.books[unit].stale) == ("表三.xlsx", None)
        assert after.books[unit].entries == before.books[unit].entries
        assert wiring.take_snapshot(places).books[unit].held.file == "表三.xlsx"
        forget_word(places.campaign, app.journal, word, "张示例", MOMENT)
        back = app.board.look()
        assert unit not in back.books
        assert "表三.xlsx" in [each.file for each in back.strays]
    finally:
        app.close()


@BOTH
def test_a_spoilt_file_is_told_and_the_figures_stay(folder, tmp_path, small_example):
    books = Path(shutil.copytree(small_example, tmp_path / "books"))
    places = settings.read_settings({"KJR_STATE": str(tmp_path / "state")}, {}, books)
    app = wiring.open_app(places)
    try:
        before = app.board.look()
        (places.campaign / LEARNT).write_text("[[headers]\n", "utf-8")
        with pytest.raises(CampaignError, match=LEARNT):
            app.board.look()
        unit = next(iter(before.books))
        assert app.board.look_at(unit).books == before.books
    finally:
        app.close()


def test_the_example_learns_in_its_own_folder_and_is_not_made_anew_for_it(tmp_path):
    plan = load_campaign(OTHERS / "科普日")
    demo.write_example(plan, tmp_path)
    assert demo.is_example_of(plan, tmp_path)
    (tmp_path / "campaign" / LEARNT).write_text(written(FILE), "utf-8")
    assert demo.is_example_of(plan, tmp_path)
