"""What is written down when no sign-in is set up, and only this machine is served."""

import streamlit as st

from kjr.access.rights import HERE
from kjr.ui import gate
from tests.plans import BOTH_SLOWLY

pytestmark = BOTH_SLOWLY


def test_an_export_is_written_down_although_nobody_signed_in(opened, example, monkeypatch):
    opened(example, "pages/units/ledgers.py")
    assert gate.find_access_journal().acts() == ()
    monkeypatch.setattr(st, "session_state", {gate.PAGE: "总结", gate.BEGUN: HERE})
    assert gate.guard_export("活动总结", lambda: b"%PDF")() == b"%PDF"
    (act,) = gate.find_access_journal().acts()
    assert (act.kind, act.who, act.note) == ("导出", "活动办 本机", "活动总结")
