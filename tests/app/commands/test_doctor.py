"""What doctor says is to be mended."""

import shutil
from pathlib import Path

from kjr.app import commands
from kjr.app.settings import CAMPAIGN, OTHERS


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
