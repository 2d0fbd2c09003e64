import os
from dataclasses import replace

import pytest

from kjr.access import lock_out, sign_in
from kjr.access.sign_in import SignInMethod, SignInRules
from kjr.app import exposure, settings
from kjr.state import private_facts
from kjr.state.engine.connections import FILE
from tests.doors import issue

SAFE = {
    "server": {"address": "127.0.0.1", "maxUploadSize": 20, "maxMessageSize": 32},
    "client": {"showErrorDetails": "none"},
}


@pytest.fixture
def examine(tmp_path):
    """What is to be mended, of a sound installation changed in one thing."""
    ours = settings.read_settings(
        {"KJR_FOLDER": str(tmp_path), "KJR_STATE": str(tmp_path / "state")}, {}
    )
    private_facts.close_to_others(ours.state)
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("[kjr]\n", "utf-8")
    secrets.chmod(0o600)

    def look(way=SignInMethod.LOCAL, environment=None, **server):
        config = SAFE | {"server": SAFE["server"] | server}
        rules = replace(SignInRules(), way=way)
        found = exposure.examine_exposure(
            replace(ours, sign_in=rules), environment or {}, config, secrets
        )
        return [finding.text for finding in found if not finding.is_fine]

    look.secrets, look.state, look.folder = secrets, ours.state, tmp_path
    return look


def test_a_sound_installation_has_nothing_to_mend(examine):
    assert examine() == []


@pytest.mark.parametrize(
    ("server", "said"),
    [
        ({"address": "0.0.0.0"}, "没有设置登录"),
        ({"address": ""}, "没有设置登录"),
        ({"address": "0.0.0.0"}, "明文"),
        ({"enableXsrfProtection": False}, "enableXsrfProtection"),
        ({"enableCORS": False}, "enableCORS"),
        ({"maxUploadSize": 200}, "maxUploadSize"),
        ({"enableAgentApi": True}, "enableAgentApi"),
    ],
)
def test_an_open_door_of_the_server_is_named(examine, server, said):
    assert any(said in text for text in examine(**server))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SERVER_ADDRESS", "0.0.0.0", "没有设置登录"),
        ("SERVER_ADDRESS", "", "没有设置登录"),
        ("SERVER_ENABLE_XSRF_PROTECTION", "false", "enableXsrfProtection"),
        ("SERVER_ENABLE_CORS", "False", "enableCORS"),
        ("SERVER_MAX_UPLOAD_SIZE", "500", "maxUploadSize"),
        ("SERVER_MAX_MESSAGE_SIZE", "500", "maxMessageSize"),
        ("SERVER_ENABLE_AGENT_API", "1", "enableAgentApi"),
        ("CLIENT_SHOW_ERROR_DETAILS", "full", "showErrorDetails"),
    ],
)
def test_what_the_environment_says_otherwise_is_judged(examine, name, value, said):
    assert any(said in text for text in examine(environment={f"STREAMLIT_{name}": value}))


def test_the_environment_can_also_mend_what_the_file_says(examine):
    said = {"STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "true"}
    assert examine(environment=said, enableXsrfProtection=False) == []


def test_a_proxy_that_can_be_walked_around_is_named(examine):
    assert any("绕不开代理" in text for text in examine(SignInMethod.HEADER, address="0.0.0.0"))


def test_passcodes_that_nobody_has_are_named(examine):
    assert any("还没有发过登录码" in text for text in examine(SignInMethod.PASSCODES))
    issue(examine.state)
    assert examine(SignInMethod.PASSCODES) == []


def test_a_proxy_that_hides_who_comes_is_named(examine):
    lock_out.remember_proxy(examine.state, is_hidden=True)
    assert examine() == [exposure.HIDING]
    lock_out.remember_proxy(examine.state, is_hidden=False)
    assert examine() == []


def test_a_provider_without_a_secret_of_ones_own_is_named(examine):
    assert any("cookie_secret" in text for text in examine(SignInMethod.OIDC))
    examine.secrets.write_text(f'[auth]\ncookie_secret = "{"x" * 40}"\n', "utf-8")
    assert examine(SignInMethod.OIDC) == []


def test_files_that_others_can_read_or_write_are_named(examine):
    issue(examine.state)
    examine.secrets.chmod(0o644)
    examine.state.chmod(0o755)
    (examine.state / FILE).chmod(0o644)
    examine.folder.chmod(0o777)
    assert len(examine()) == (4 if os.name == "posix" else 0)


def test_a_record_that_was_cut_is_named(examine):
    from kjr.state.acts import ACCESS, Act, ActKind
    from kjr.state.journal import Journal
    from tests.databases import Intruder
    from tests.doors import NOON

    journal = Journal(examine.state, record=ACCESS)
    for _ in range(2):
        journal.append(Act(NOON, "组宣部", "", ActKind.SIGNED_IN))
    Intruder(examine.state).harm("DELETE FROM acts WHERE number = 2")
    assert any("少了1行" in text for text in examine())


def test_every_way_has_its_words():
    assert set(exposure.WAYS) == set(sign_in.SignInMethod)
