"""The example workbooks, written."""

import json

from kjr.app import commands


def test_demo_writes_a_folder_that_needs_no_settings(run, tmp_path):
    code, _, _ = run("demo", "--folder", tmp_path / "台账", "--units", 12)
    assert code == commands.FINE
    _, out, _ = run("figures", "--folder", tmp_path / "台账", "--json")
    assert json.loads(out)["status"]["expected"] == 12
