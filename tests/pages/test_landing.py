"""Whom a proxy lets in begins where the form of passcodes would lead."""

import shutil
from urllib.parse import quote

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kjr.access.rights import PAGES, Role
from kjr.app import wiring
from kjr.app.settings import ROOT
from tests.pages.conftest import WHOLE
from tests.plans import BOTH
from tests.visitors import Visitor, knock

pytestmark = BOTH
PROOF = "a-secret-of-the-proxy"


@pytest.fixture
def come(small_example, tmp_path, monkeypatch):
    """Open the app through the proxy, as somebody of this role who asks for this page."""
    secrets = {"kjr": {"sign_in": "header", "proxy_secret": PROOF}}
    monkeypatch.setattr("kjr.ui.live.read_secrets", lambda: secrets)
    monkeypatch.setattr(wiring, "PATIENCE", WHOLE)
    monkeypatch.setenv("KJR_FOLDER", str(shutil.copytree(small_example, tmp_path / "books")))
    monkeypatch.setenv("KJR_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(ROOT)
    st.cache_resource.clear()

    def open_app(role, page=""):
        said = {"X-Kjr-Proof": PROOF, "X-Kjr-Roles": quote(role), "X-Kjr-Name": quote("张示例")}
        knock(monkeypatch, Visitor(headers=[*said.items()]))
        viewer = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        viewer = viewer.switch_page(f"pages/{PAGES[page].file}.py") if page else viewer
        return find_title(viewer.run())

    yield open_app
    st.cache_resource.clear()


def find_title(viewer):
    assert [each.value for each in viewer.error] == []
    (head,) = [
        each.proto.body for each in viewer.get("html") if 'class="k-head"' in each.proto.body
    ]
    return next(page for page in PAGES if f'class="k-title">{page}<' in head)


def test_the_office_begins_its_day_once_and_leaders_at_the_board(come):
    assert come(Role.OFFICE) == "今日"
    assert come(Role.OFFICE) == "看板"
    assert come(Role.LEADER) == "看板"


def test_who_asks_for_a_page_gets_it(come):
    assert come(Role.OFFICE, "报送") == "报送"
