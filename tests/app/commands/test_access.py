import os
import shutil

import pypdf
import pytest

from kjr.access import passcodes
from kjr.access.rights import Role
from kjr.app import commands, settings
from kjr.state.acts import ACCESS
from kjr.state.journal import Journal
from kjr.store import files
from tests.plans import BOTH

pytestmark = BOTH


@pytest.fixture
def state(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("KJR_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("KJR_CAMPAIGN", str(plan.home))
    monkeypatch.delenv("KJR_FOLDER", raising=False)
    monkeypatch.setattr(settings, "EXAMPLE", tmp_path / "none")
    return tmp_path / "state"


@pytest.fixture
def run(state, capsys):
    def call(*arguments):
        code = commands.main(["access", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_a_code_is_printed_once_and_opens_the_units_account(run, state, plan):
    _, out, _ = run("issue", plan.unit)
    name, code = out.split()
    assert passcodes.find_code_holder(state, name, code).viewer.units == (plan.unit,)
    assert code not in run("list")[1]


def test_leaders_the_office_and_somebody_for_two_units_get_theirs(run, state, plan):
    run("issue", "--leader")
    run("issue", "王示例", "--office")
    run("issue", "两家", "--for", plan.unit, plan.other)
    accounts = passcodes.read_code_holders(state)
    assert accounts["领导"].viewer.role is Role.LEADER
    assert accounts["王示例"].viewer.role is Role.OFFICE
    assert accounts["两家"].viewer.units == (plan.unit, plan.other)
    assert f"填报单位　两家（{plan.unit}、{plan.other}）" in run("list")[1]


def test_names_may_stand_behind_the_option_too(run, state):
    assert run("issue", "--office", "王示例", "李示例")[0] == commands.FINE
    roles = {name: each.viewer.role for name, each in passcodes.read_code_holders(state).items()}
    assert roles == {"王示例": Role.OFFICE, "李示例": Role.OFFICE}


@pytest.mark.parametrize("rest", [["甲", "--office", "乙"], ["--office", "甲", "--officer"]])
def test_what_is_left_over_is_refused_and_nothing_is_given_out(run, state, rest):
    with pytest.raises(SystemExit):
        run("issue", *rest)
    assert not state.exists()


def test_all_means_every_unit_that_has_none_yet(run, state, plan):
    run("issue", plan.unit)
    _, out, _ = run("issue", "--all")
    assert plan.unit not in out
    assert plan.unit in passcodes.read_code_holders(state)
    roster = {unit.name for unit in plan.campaign.units}
    assert set(passcodes.read_code_holders(state)) == roster


def test_renewing_and_revoking_end_the_old_code(run, state, plan):
    _, old, _ = run("issue", plan.unit)
    _, new, _ = run("renew", plan.unit)
    assert passcodes.find_code_holder(state, *old.split()) is None
    assert passcodes.find_code_holder(state, *new.split())
    run("revoke", plan.unit)
    assert passcodes.read_code_holders(state) == {}


def test_who_gave_out_what_is_written_down_without_the_code(run, state, plan):
    _, out, _ = run("issue", plan.unit)
    (act,) = Journal(state, record=ACCESS).acts()
    assert (act.kind, act.note) == ("发登录码", plan.unit)
    assert not any(
        out.split()[1].encode() in file.read_bytes() for file in state.rglob("*") if file.is_file()
    )


def test_slips_are_written_where_asked(run, tmp_path, plan):
    file = tmp_path / "slips.pdf"
    assert run("issue", plan.unit, "--slips", file)[0] == commands.CANNOT
    assert run("issue", plan.unit, "--slips", file, "--address", "https://kjr.example.cn")[0] == 0
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("arguments", [["issue"], ["issue", "没有"], ["renew"], ["revoke", "没有"]])
def test_what_cannot_be_done_is_said_in_a_sentence(run, arguments):
    code, _, err = run(*arguments)
    assert code == commands.CANNOT
    assert err.strip()


def test_a_slip_says_into_whose_hands_it_goes(run, tmp_path, plan, monkeypatch):
    home, file = shutil.copytree(plan.home, tmp_path / "campaign"), tmp_path / "slips.pdf"
    (home / "contacts.csv").write_text(f"单位,联络员\n{plan.unit},李示例\n", "utf-8")
    monkeypatch.setenv("KJR_CAMPAIGN", str(home))
    assert run("issue", plan.unit, "--slips", file, "--address", "https://kjr.example.cn")[0] == 0
    assert "交联络员：李示例" in pypdf.PdfReader(file).pages[0].extract_text()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_slips_are_open_to_nobody_else_even_while_they_are_written(
    run, tmp_path, plan, monkeypatch
):
    folder, place, found = tmp_path / "out", files._replace, []
    folder.mkdir()

    def note_rights(draft, *asked):
        found.append(draft.stat().st_mode & 0o777)
        place(draft, *asked)

    monkeypatch.setattr(files, "_replace", note_rights)
    slips = folder / "slips.pdf"
    assert run("issue", plan.unit, "--slips", slips, "--address", "https://kjr.example.cn")[0] == 0
    assert found[-1] == slips.stat().st_mode & 0o777 == 0o600
