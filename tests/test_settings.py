import pytest

from kjr import settings
from kjr.errors import KjrError


def test_without_anything_named_the_example_is_shown():
    found = settings.read({}, {})
    assert (found.folder, found.is_example) == (settings.EXAMPLE, True)


def test_the_environment_goes_before_secrets(tmp_path):
    found = settings.read({"KJR_FOLDER": str(tmp_path / "a")}, {"folder": str(tmp_path / "b")})
    assert (found.folder, found.is_example) == (tmp_path / "a", False)


def test_a_folder_on_the_command_line_goes_before_both(tmp_path):
    assert settings.read({"KJR_FOLDER": "elsewhere"}, {}, tmp_path).folder == tmp_path


def test_a_folder_that_brings_its_campaign_is_read_with_it(tmp_path):
    own = tmp_path / "campaign"
    own.mkdir()
    (own / "campaign.toml").touch()
    assert settings.read({}, {}, tmp_path).campaign == own


def test_two_folders_never_share_their_state(tmp_path):
    one, other = (settings.read({}, {}, tmp_path / name) for name in "ab")
    assert one.state != other.state


def test_secrets_are_optional(tmp_path):
    assert settings.secrets(tmp_path / "secrets.toml") == {}


def test_secrets_are_read_from_their_own_part(tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text('[kjr]\nfolder = "台账"\n', "utf-8")
    assert settings.secrets(file) == {"folder": "台账"}


def test_broken_secrets_are_told_in_a_sentence(tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text("[kjr\n", "utf-8")
    with pytest.raises(KjrError, match="写得不对"):
        settings.secrets(file)
