"""Every page in every role: what opens, what shows, what can be changed or taken away."""

import asyncio
import datetime as dt
import io
import json
import re
import secrets
import shutil
import zipfile
from dataclasses import replace
from urllib.parse import urlsplit

import httpx
import openpyxl
import pypdf
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kjr.access import passcodes, rights, sign_in
from kjr.access.rights import PAGES, Deed, NotAllowedError, Reach, Role, Viewer
from kjr.app import settings, wiring
from kjr.app.settings import ROOT
from kjr.campaign.columns import Phone, Text
from kjr.documents import exports, printing
from kjr.documents.html import preview
from kjr.documents.paper import fonts
from kjr.documents.summary.unit_report import compose_unit_summary
from kjr.errors import KjrError
from kjr.figures import overview
from kjr.figures.moments.frozen import FROZEN
from kjr.state.acts import ActKind
from kjr.ui import gate, live
from kjr.ui.door.door import Door
from kjr.ui.door.subscription import PLACE
from kjr.ui.leaders import units
from kjr.ui.leaders.days.subscribing import TITLE
from tests.databases import copy_contents
from tests.plans import BOTH_SLOWLY, FIRST
from tests.visitors import Visitor, knock

PLACES = {title: f"pages/{page.file}.py" for title, page in PAGES.items()}


def cast(plan):
    return {
        Role.OFFICE: Viewer(Role.OFFICE, name="组宣部"),
        Role.LEADER: Viewer(Role.LEADER, name="领导"),
        Role.UNIT: Viewer(Role.UNIT, (plan.unit,), plan.unit),
        Role.NOBODY: rights.NOBODY,
    }


OPEN = [
    (role, page)
    for role, viewer in cast(FIRST).items()
    for page in PAGES
    if rights.may_open_page(viewer, page)
]
SHUT = [(role, page) for role in Role for page in PAGES if (role, page) not in OPEN]


PERSONAL = {
    "identity": "64010219550101{:04}",
    "old identity": "64010255{:07}",
    "landline": "0951-{:07}",
    "mobile": "139 {:04} 0000",
}
"""Numbers that lead to a person, as somebody may write them into any text; {} is the unit's own."""


def contact_of(unit):
    """Whom the office asks in a unit: nobody else is to be sent any of it."""
    return f"{unit[:1]}密联络", f"137{abs(hash(unit)) % 10**8:08}", f"secret-{len(unit)}@example.cn"


def plant(folder, figures, unit, own):
    """Write names and numbers that occur nowhere else into a unit's book; gives them back."""
    numbers = [pattern.format(1000 + own) for pattern in PERSONAL.values()]
    ill = f"李{unit[:1]}密被诊断为重度抑郁"
    told = {*numbers, ill}
    book = figures.snapshot.books[unit]
    workbook = openpyxl.load_workbook(folder / book.held.file)
    for page in book.pages:
        if not page.ledger or not page.entries:
            continue
        ledger, row = figures.campaign.ledger(page.ledger), page.entries[0].row
        mark = f"{unit[:1]}{page.ledger[:1]}"
        number = f"139{abs(hash((unit, page.ledger))) % 10**8:08}"
        planted = {
            column.name: number if isinstance(column, Phone) else f"{mark}密甲"
            for column in ledger.columns
            if column.private
        }
        if ledger.title in page.columns and isinstance(ledger.column(ledger.title), Text):
            note = f"（联系{number}，{'，'.join(numbers)}；{ill}）"
            planted[ledger.title] = f"{page.raw(row, ledger.title)}{note}"
        sheet = workbook[page.sheet.name]
        for name, value in planted.items():
            if place := page.place(row, name):
                sheet.cell(*place, value)
                told |= {number} if number in value else {value}
    workbook.save(folder / book.held.file)
    with (folder / "campaign" / "contacts.csv").open("a", encoding="utf-8") as contacts:
        contacts.write("" if contacts.tell() else "单位,联络员,电话,邮箱\n")
        contacts.write(f"{','.join((unit, *contact_of(unit)))}\n")
    return told | {*contact_of(unit)}


@pytest.fixture(scope="module")
def books(example, tmp_path_factory):
    """The example, with names and numbers to look for in two units' workbooks."""
    return shutil.copytree(example, tmp_path_factory.mktemp("books"), dirs_exist_ok=True)


@pytest.fixture(scope="module")
def figures(books, tmp_path_factory):
    """The books as they were before anything was planted."""
    state = {"KJR_STATE": str(tmp_path_factory.mktemp("state"))}
    return overview.build_overview(wiring.take_snapshot(settings.read_settings(state, {}, books)))


@pytest.fixture(scope="module")
def persons(plan, books, figures):
    """unit → the names and numbers planted in its workbook."""
    return {
        unit: plant(books, figures, unit, own) for own, unit in enumerate((plan.unit, plan.other))
    }


@pytest.fixture(scope="module")
def served(books, persons, day_before, tmp_path_factory):
    """The app with passcodes, on these books; gives the folder of its state."""
    state = tmp_path_factory.mktemp("state")
    copy_contents(day_before, state, FROZEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("KJR_FOLDER", str(books))
        patch.setenv("KJR_STATE", str(state))
        patch.setenv("KJR_SIGN_IN", "passcodes")
        st.cache_resource.clear()
        yield state
        st.cache_resource.clear()


@pytest.fixture(scope="module")
def notes(served, plan):
    """What each role's browser proves itself with."""
    folder, now = served, dt.datetime.now(dt.UTC)

    def note(viewer):
        code = passcodes.issue_code(folder, viewer, now, secrets.token_bytes)
        return sign_in.sign_in_account(
            folder, viewer.name, code, "10.0.0.9", now, secrets.token_bytes
        )

    return {role: note(viewer) if viewer.name else "" for role, viewer in cast(plan).items()}


@pytest.fixture
def opened(notes, monkeypatch):
    """Open a page in a role."""

    def open_page(role, page="看板", **query):
        cookies = {gate.COOKIE: notes[role]} if notes[role] else {}
        knock(monkeypatch, Visitor(cookies=cookies, remote_ip="10.0.0.9"))
        viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        viewer.query_params.update(query)
        return viewer.run() if page == "看板" else viewer.switch_page(PLACES[page]).run()

    return open_page


def sent(viewer):
    """All a browser is sent: words, tables, options of lists, charts."""
    protos = (getattr(each, "proto", None) for each in viewer.main)
    return b"".join(each.SerializeToString() for each in protos if each is not None)


def told(words, text):
    """Those of the words that stand in what was sent, plainly or as JSON escapes them."""
    forms = {word: (word.encode(), json.dumps(word)[1:-1].encode()) for word in words}
    return {word for word, both in forms.items() if any(form in text for form in both)}


def refused(viewer):
    return [each.value for each in viewer.error if "不能在" in each.value]


@BOTH_SLOWLY
@pytest.mark.slow
@pytest.mark.parametrize(("role", "page"), OPEN)
def test_a_page_opens_for_those_the_table_names(opened, role, page):
    viewer = opened(role, page)
    assert not viewer.exception
    assert not viewer.error


@BOTH_SLOWLY
@pytest.mark.parametrize(("role", "page"), SHUT)
def test_a_page_is_shut_to_everybody_else(opened, role, page):
    viewer = opened(role, page)
    assert not viewer.exception
    if role is Role.NOBODY:
        assert [each.label for each in viewer.button] == ["登录"]
        return
    assert len(refused(viewer)) == 1
    assert not viewer.dataframe
    assert not [each for each in viewer.get("html") if 'class="k-head"' in each.proto.body]


@BOTH_SLOWLY
def test_the_office_alone_gives_out_the_calendar_and_takes_it_back(opened, served, persons):
    """What telephones are given has nobody's name or number; all of it is on record."""

    def find_address(viewer):
        shown = [each.value for each in viewer.code if PLACE in each.value]
        return urlsplit(shown[0]).path if shown else ""

    def ask(path):
        async def go():
            way = httpx.ASGITransport(Door(None))
            async with httpx.AsyncClient(transport=way, base_url="http://kjr.example.cn") as client:
                return await client.get(path)

        return asyncio.run(go())

    before = len(gate.find_access_journal().acts())
    office = opened(Role.OFFICE, "日程")
    assert find_address(office) == ""
    office.button(key="subscribe").click().run()
    address = find_address(office)
    answer = ask(address)
    assert answer.status_code == 200
    assert told(set().union(*persons.values()), answer.content.replace(b"\r\n ", b"")) == set()
    for role in (Role.LEADER, Role.UNIT):
        other = opened(role, "日程")
        assert not [each for each in other.button if "subscribe" in str(each.key)]
        assert find_address(other) == ""
    office = opened(Role.OFFICE, "日程")
    office.button(key="unsubscribe").click().run()
    assert ask(address).status_code == 404
    acts = gate.find_access_journal().acts()[before:]
    kinds = [str(each.kind) for each in acts if each.note == TITLE]
    assert kinds == [ActKind.ISSUED, ActKind.REVOKED]
    assert not any(address in repr(act) for act in acts)


@BOTH_SLOWLY
@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_any_figure_or_unit(opened, figures, page):
    text = sent(opened(Role.NOBODY, page))
    assert told([unit.name for unit in figures.campaign.units], text) == set()
    assert "数据截至".encode() not in text


@BOTH_SLOWLY
@pytest.mark.parametrize("page", PAGES)
def test_a_leader_is_sent_nobodys_name_or_number(opened, persons, page):
    everybody = set().union(*persons.values())
    assert len(everybody) > 10
    assert told(everybody, sent(opened(Role.LEADER, page))) == set()


@BOTH_SLOWLY
@pytest.mark.parametrize("page", PAGES)
def test_a_unit_is_sent_its_own_persons_only(opened, persons, plan, page):
    text = sent(opened(Role.UNIT, page))
    assert told(persons[plan.other], text) == set()
    assert told(contact_of(plan.unit), text) == set()


LEADERS = {"document.title", "各单位总结", "离线看板"}
OTHERS = {"工作簿", "整改单", "空白工作簿"}
"""What the download buttons offer, and to whom."""


def test_every_download_is_among_those_looked_through():
    pages = "".join(file.read_text("utf-8") for file in (ROOT / "kjr" / "ui").rglob("*.py"))
    offered = re.findall(r'offer_export\(\s*[\w.()]+,\s*"[^"]+",\s*"?([^",]+)', pages)
    assert set(offered) == LEADERS | OTHERS


def exported(planted, unit_names):
    """All that a leader can take away, by the file's name."""
    face = fonts.load_fonts(live.find_app().settings.fonts)
    documents = [printing.compose_document(planted, kind) for kind in printing.KINDS]
    documents += [compose_unit_summary(planted, unit) for unit in unit_names]
    for document in documents:
        for suffix in (".pdf", ".docx"):
            name = f"{document.title}{suffix}"
            yield name, printing.render_file(suffix, document, planted, None, face).data
        yield f"{document.title}.preview", preview.render_preview(document).encode()
    books = {unit: planted.snapshot.books[unit] for unit in unit_names}
    few = overview.build_overview(replace(planted.snapshot, books=books))
    yield "all.zip", printing.render_file(".zip", documents[0], few, None, face).data
    yield "all.html", printing.render_file(".html", documents[0], planted, None, face).data
    table = units.build_units_table(planted.key, planted)
    yield "units.csv", exports.render_csv(table)
    yield "units.xlsx", exports.render_xlsx(table, "单位")
    yield "figures.json", json.dumps(exports.export_figures(planted), ensure_ascii=False).encode()


def words(name, data):
    """The text of a file, without the tags and blanks between."""
    match name.rpartition(".")[2]:
        case "pdf":
            text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
        case "docx" | "xlsx" | "zip":
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                text = "".join(words(each, file.read(each)) for each in file.namelist())
        case _:
            text = data.decode("utf-8", "ignore")
    return re.sub(r"<[^>]*>|\s", "", text)


@BOTH_SLOWLY
def test_no_export_for_leaders_carries_a_name_or_number(opened, persons, plan):
    """Of the figures with everything planted, as the board of the running app has them."""
    opened(Role.OFFICE)
    everybody = {re.sub(r"\s", "", each) for own in persons.values() for each in own}
    files = {name: words(name, data) for name, data in exported(live.find_app().board.now, persons)}
    assert len(files) > 15
    assert all(
        plan.unit in text for name, text in files.items() if name.startswith(("all", "units"))
    )
    assert {name: each for name, text in files.items() for each in everybody if each in text} == {}


@BOTH_SLOWLY
@pytest.mark.parametrize("page", ["单位", "报送", "变化", "历史", "指标", "日程"])
def test_no_list_a_leader_takes_away_carries_a_name_or_number(opened, persons, files, page):
    opened(Role.LEADER, page)
    everybody = {re.sub(r"\s", "", each) for own in persons.values() for each in own}
    texts = [words(f"list.{suffix}", make()) for (_, suffix), make in files.items()]
    assert {"csv", "xlsx"} <= {suffix for _, suffix in files}
    assert [each for text in texts for each in everybody if each in text] == []


@BOTH_SLOWLY
def test_the_office_knows_whom_to_ask(opened, persons, plan):
    opened(Role.OFFICE, "催报")
    assert live.find_app().find_contacts().find(plan.unit).liaison == contact_of(plan.unit)[0]


@BOTH_SLOWLY
def test_a_unit_and_the_office_do_see_them(opened, persons, plan):
    """Else the tests above could not fail."""
    assert told(persons[plan.unit], sent(opened(Role.UNIT, "填报")))
    assert told(persons[plan.other], sent(opened(Role.OFFICE, "填报", unit=plan.other)))


@BOTH_SLOWLY
@pytest.mark.parametrize("page", ["填报", "随手填", "待改", "单位", "总结", "指标"])
def test_another_units_name_in_the_address_leads_to_ones_own(opened, plan, page):
    viewer = opened(Role.UNIT, page, unit=plan.other, of=plan.other)
    assert not viewer.exception
    assert told([plan.other], sent(viewer)) == set()


@BOTH_SLOWLY
@pytest.mark.parametrize("page", ["填报", "随手填", "待改", "单位"])
def test_a_forged_choice_of_another_unit_shows_nothing_of_it(opened, persons, plan, page):
    viewer = opened(Role.UNIT, page)
    forged = next(each for each in viewer.selectbox if each.label == "单位")
    forged.options.append(plan.other)
    forged.set_value(plan.other).run()
    assert told(persons[plan.other], sent(viewer)) == set()


@BOTH_SLOWLY
def test_a_refusal_and_a_look_at_persons_are_written_down(opened, served, plan):
    before = len(gate.find_access_journal().acts())
    opened(Role.LEADER, "填报")
    opened(Role.UNIT, "填报")
    first, second = gate.find_access_journal().acts()[before:]
    assert (first.kind, first.note) == ("拒绝", "填报")
    assert (second.kind, second.unit) == ("查看个人信息", plan.unit)
    assert gate.find_access_journal().faults() == ()


@BOTH_SLOWLY
def test_a_unit_sees_its_own_rows_though_the_look_cannot_be_written_down(opened, plan, monkeypatch):
    """The disk of the server is full; whoever may see everybody's rows has to wait for it."""

    def refuse(*_):
        raise KjrError("操作记录写不进去")

    monkeypatch.setattr(gate, "record_act", refuse)
    assert gate.NOT_RECORDED in [each.value for each in opened(Role.UNIT, "填报").warning]
    assert [each.value for each in opened(Role.OFFICE, "填报", unit=plan.unit).error] == [
        "操作记录写不进去"
    ]


@BOTH_SLOWLY
def test_a_wrong_code_is_refused_and_written_down(opened):
    viewer = opened(Role.NOBODY)
    viewer.text_input[0].set_value("组宣部")
    viewer.text_input[1].set_value("AAAA-AAAA-AAAA")
    viewer.button[0].click().run()
    assert [each.value for each in viewer.error] == [sign_in.WRONG]
    last = gate.find_access_journal().acts()[-1]
    assert (last.kind, last.who, last.note) == ("拒绝", "没有登录 组宣部", sign_in.WRONG)


@BOTH_SLOWLY
def test_a_name_that_is_only_alike_lets_nobody_in(opened, served, plan):
    unit = plan.other
    now = dt.datetime.now(dt.UTC)
    code = passcodes.issue_code(served, Viewer(Role.UNIT, (unit,), unit), now, secrets.token_bytes)
    for written in (unit[:-1], f"{unit}会", unit):
        viewer = opened(Role.NOBODY)
        viewer.text_input[0].set_value(written)
        viewer.text_input[1].set_value(code)
        viewer.button[0].click().run()
        assert [each.value for each in viewer.error] == ([] if written == unit else [sign_in.WRONG])


@BOTH_SLOWLY
def test_leaving_holds_although_the_browser_still_sends_its_cookie(served, monkeypatch):
    folder, now = served, dt.datetime.now(dt.UTC)
    guest = Viewer(Role.LEADER, name="来宾")
    code = passcodes.issue_code(folder, guest, now, secrets.token_bytes)
    note = sign_in.sign_in_account(folder, "来宾", code, "10.0.0.9", now, secrets.token_bytes)
    knock(monkeypatch, Visitor(cookies={gate.COOKIE: note}))
    viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    next(each for each in viewer.button if each.label == "退出").click().run()
    assert [each.label for each in viewer.button] == ["登录"]
    fresh = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert [each.label for each in fresh.button] == ["登录"]


@BOTH_SLOWLY
def test_a_page_file_that_runs_without_the_app_shows_nothing(served, monkeypatch):
    knock(monkeypatch, Visitor(remote_ip="10.0.0.9"))
    for place in PLACES.values():
        viewer = AppTest.from_file(str(ROOT / place), default_timeout=60).run()
        assert viewer.exception
        assert not viewer.dataframe


@BOTH_SLOWLY
@pytest.mark.parametrize("role", [Role.LEADER, Role.UNIT, Role.NOBODY])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_saves_and_no_file_leaves_without_the_right(
    served, notes, plan, monkeypatch, role, page
):
    """Asked of the gate itself, whatever a page would offer."""
    cookies = {gate.COOKIE: notes[role]} if notes[role] else {}
    knock(monkeypatch, Visitor(cookies=cookies, remote_ip="10.0.0.9"))
    viewer = cast(plan)[role]
    monkeypatch.setattr(st, "session_state", {gate.PAGE: page, gate.BEGUN: viewer})
    for deed, attempt in [
        (Deed.SAVE, lambda unit: gate.find_actor(unit, "某人")),
        (Deed.EXPORT, lambda unit: gate.guard_export("文件", bytes, unit)()),
    ]:
        for unit in ("", plan.unit, plan.other):
            if rights.is_allowed(viewer, page, deed, unit):
                assert attempt(unit) is not None
            else:
                with pytest.raises(NotAllowedError):
                    attempt(unit)


@BOTH_SLOWLY
def test_a_download_offered_before_leaving_is_refused_after(served, monkeypatch):
    folder, now = served, dt.datetime.now(dt.UTC)
    guest = Viewer(Role.LEADER, name="短客")
    code = passcodes.issue_code(folder, guest, now, secrets.token_bytes)
    note = sign_in.sign_in_account(folder, "短客", code, "10.0.0.9", now, secrets.token_bytes)
    knock(monkeypatch, Visitor(cookies={gate.COOKIE: note}))
    monkeypatch.setattr(st, "session_state", {gate.PAGE: "总结", gate.BEGUN: guest})
    download = gate.guard_export("活动总结", lambda: b"%PDF")
    assert download() == b"%PDF"
    gate.sign_out_viewer()
    with pytest.raises(NotAllowedError):
        download()


@pytest.mark.parametrize("reach", [Reach.ALL, Reach.OWN])
def test_the_table_is_not_trivial(reach):
    assert [page for page in PAGES.values() for row in page.rights.values() if reach in row]
