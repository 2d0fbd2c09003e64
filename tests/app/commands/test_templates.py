"""Blank workbooks for the units."""

from kjr.app import commands
from tests.plans import BOTH


@BOTH
def test_templates_never_overwrite(run, plan, tmp_path):
    run("templates", "--campaign", plan.home, "--folder", tmp_path, "--unit", plan.unit)
    book = tmp_path / f"{plan.unit}.xlsx"
    book.write_bytes(b"mine")
    code, _, _ = run("templates", "--campaign", plan.home, "--folder", tmp_path)
    assert code == commands.FINE
    assert book.read_bytes() == b"mine"
    assert len(list(tmp_path.glob("*.xlsx"))) == len(plan.campaign.units)
