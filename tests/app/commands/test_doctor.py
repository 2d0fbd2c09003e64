"""What doctor says is to be mended."""

import shutil

from kjr.app import commands


def test_doctor_names_a_stray_file(run, example, tmp_path, monkeypatch):
    folder = tmp_path / "台账"
    shutil.copytree(example, folder)
    (folder / "通讯录.xlsx").write_bytes((folder / "贺兰县科协.xlsx").read_bytes())
    monkeypatch.setenv("KJR_FOLDER", str(folder))
    code, out, _ = run("doctor")
    assert code == commands.PROBLEMS
    assert "没有计入的文件 通讯录.xlsx" in out
    assert "好　活动：2019年" in out
