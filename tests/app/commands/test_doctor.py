"""What doctor says is to be mended."""

import shutil
from pathlib import Path

import pytest

from kjr.app import commands, settings
from kjr.app.settings import CAMPAIGN, OTHERS
from kjr.campaign.learnt.words import LEARNT
from tests.campaign.learnt.test_learnt_file import FILE, HEADER, OPTION, written


def test_doctor_names_a_stray_file(run, example, tmp_path, monkeypatch):
    folder = tmp_path / "台账"
    shutil.copytree(example, folder)
    (folder / "通讯录.xlsx").write_bytes((folder / "贺兰县科协.xlsx").read_bytes())
    monkeypatch.setenv("KJR_FOLDER", str(folder))
    code, out, _ = run("doctor")
    assert code == commands.PROBLEMS
    assert "没有计入的文件 通讯录.xlsx" in out
    assert "好　活动：2019年" in out
    assert f"按 {folder / 'campaign' / 'campaign.toml'}" in out


def test_doctor_reads_the_campaign_in_force_and_names_each_mistake(run, tmp_path, monkeypatch):
    plan = Path(shutil.copytree(CAMPAIGN, tmp_path / "plan"))
    toml = plan / "campaign.toml"
    toml.write_text(toml.read_text("utf-8").replace("year = 2019", 'year = "2019"'), "utf-8")
    monkeypatch.setenv("KJR_CAMPAIGN", str(plan))
    code, out, _ = run("doctor")
    assert code == commands.PROBLEMS
    assert f"要改　活动 {plan}：campaign.toml 第12行：year 应为整数" in out


def test_doctor_lists_no_files_of_an_example_of_another_plan(
    run, small_example, county, monkeypatch
):
    monkeypatch.setattr(settings, "EXAMPLE", small_example)
    _, said, _ = run("doctor", "--campaign", county / "campaign")
    assert "示例工作簿：启动时照这套方案生成" in said
    assert "没有计入的文件" not in said


def test_doctor_lists_what_is_left_of_the_plan_before(run, tmp_path):
    plan = Path(shutil.copytree(OTHERS / "科普日", tmp_path / "plan"))
    roster = plan / "units.csv"
    roster.write_text(
        roster.read_text("utf-8").replace("东河镇科协,东河", "金凤区科协,东河"), "utf-8"
    )
    _, out, _ = run("doctor", "--campaign", plan, "--leftovers")
    assert "要改　像是留下来的：units.csv 第3行：“金凤区科协”是银川市的" in out
    _, out, _ = run("doctor", "--campaign", OTHERS / "科普日", "--leftovers")
    assert "好　没有发现别的年份、别的城市留下的内容" in out


def test_doctor_shows_what_was_learnt_and_what_fits_no_more(run, example, tmp_path, monkeypatch):
    folder = Path(shutil.copytree(example, tmp_path / "台账"))
    gone = HEADER._replace(meant="没有的列")
    (folder / "campaign" / LEARNT).write_text(written(OPTION, gone), "utf-8")
    monkeypatch.setenv("KJR_FOLDER", str(folder))
    code, out, _ = run("doctor")
    line = written(OPTION).count("\n") + 2
    assert code == commands.PROBLEMS
    assert f"好　认定的词 2 条，记在 learnt.toml：{OPTION}（张示例 06-08）；" in out
    assert f"要改　认定的词：learnt.toml 第{line}行：{gone}：没有“没有的列”这一列" in out


def test_a_days_old_word_is_nothing_left_over(run, tmp_path):
    plan = Path(shutil.copytree(OTHERS / "科普日", tmp_path / "plan"))
    told = FILE._replace(meant="东河镇科协")
    (plan / LEARNT).write_text(written(told), "utf-8")
    _, out, _ = run("doctor", "--campaign", plan, "--leftovers")
    assert "像是留下来的：learnt.toml" not in out
    assert "认定的词 1 条" in out


@pytest.mark.parametrize("plan", [CAMPAIGN, OTHERS / "科普日"], ids=lambda plan: plan.name)
def test_the_plans_that_come_along_have_nothing_to_mend(run, tmp_path, monkeypatch, plan):
    folder = tmp_path / "台账"
    folder.mkdir()
    monkeypatch.setenv("KJR_FOLDER", str(folder))
    _, said, _ = run("doctor", "--campaign", plan, "--leftovers")
    lines = [line for line in said.splitlines() if "字体：" not in line]
    assert "没有发现别的年份、别的城市留下的内容" in said
    assert [line for line in lines if line.startswith("要改")] == []


@pytest.mark.parametrize(
    "slip",
    [
        ("indicators.toml", 'ledger = "宣传报道"', 'ledger = "宣传报到"',
         "没有“宣传报到”这本台账，是不是 宣传报道？"),
        ("units.csv", "单位,简称,类别", "名字,简称,种类",
         "units.csv 第1行：缺少“单位、类别”，现有的“名字、种类”认不出来"),
        ("campaign.toml", "year = 2019", "year = 2025",
         "campaign.toml 第12行：year 是 2025，活动却在 2019 年"),
    ],
)  # fmt: skip
def test_one_slip_is_one_complaint(run, tmp_path, monkeypatch, slip):
    file, old, new, said = slip
    plan = Path(shutil.copytree(CAMPAIGN, tmp_path / "plan"))
    text = (plan / file).read_text("utf-8")
    assert old in text
    (plan / file).write_text(text.replace(old, new, 1), "utf-8")
    (tmp_path / "台账").mkdir()
    monkeypatch.setenv("KJR_FOLDER", str(tmp_path / "台账"))
    _, out, _ = run("doctor", "--campaign", plan, "--leftovers")
    lines = [line for line in out.splitlines() if line.startswith("要改") and "字体：" not in line]
    assert len(lines) == 1
    assert said in lines[0]
