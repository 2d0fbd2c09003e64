import pytest

from kjr.app import settings
from kjr.errors import KjrError


def test_without_anything_named_the_example_is_shown():
    found = settings.read_settings({}, {})
    assert (found.folder, found.is_example) == (settings.EXAMPLE, True)


def test_another_example_is_shown_by_its_name():
    found = settings.read_settings({"KJR_EXAMPLE": "科普日"}, {})
    assert (found.plan, found.is_example) == (settings.OTHERS / "科普日", True)
    assert found.folder not in (settings.EXAMPLE, settings.OTHERS / "科普日")


def test_an_example_nobody_knows_is_told_with_those_there_are():
    with pytest.raises(KjrError, match="没有“科技周”这套示例，现有：科普日"):
        settings.read_settings({"KJR_EXAMPLE": "科技周"}, {})


def test_the_example_is_made_of_the_campaign_that_is_named(tmp_path):
    found = settings.read_settings({"KJR_CAMPAIGN": str(tmp_path)}, {})
    assert (found.plan, found.folder) == (tmp_path, settings.EXAMPLE)


def test_a_campaign_that_is_named_goes_before_that_of_an_example_made_earlier(
    small_example, county, monkeypatch
):
    monkeypatch.setattr(settings, "EXAMPLE", small_example)
    named = settings.read_settings({"KJR_CAMPAIGN": str(county / "campaign")}, {})
    assert (named.campaign, named.is_example) == (county / "campaign", True)
    assert settings.read_settings({}, {}).campaign == small_example / "campaign"


def test_the_environment_goes_before_secrets(tmp_path):
    found = settings.read_settings(
        {"KJR_FOLDER": str(tmp_path / "a")}, {"kjr": {"folder": "elsewhere"}}
    )
    assert (found.folder, found.is_example) == (tmp_path / "a", False)


def test_a_folder_on_the_command_line_goes_before_both(tmp_path):
    assert settings.read_settings({"KJR_FOLDER": "elsewhere"}, {}, tmp_path).folder == tmp_path


def test_a_folder_that_brings_its_campaign_is_read_with_it(tmp_path):
    own = tmp_path / "campaign"
    own.mkdir()
    (own / "campaign.toml").touch()
    assert settings.read_settings({}, {}, tmp_path).campaign == own


def test_two_folders_never_share_their_state(tmp_path):
    one, other = (settings.read_settings({}, {}, tmp_path / name) for name in "ab")
    assert one.state != other.state


def test_google_is_no_example_and_has_a_state_of_its_own():
    one, other = (settings.read_settings({"KJR_GOOGLE_FOLDER": name}, {}) for name in ("1a", "1b"))
    assert (one.google.folder, one.is_example, one.campaign) == ("1a", False, settings.CAMPAIGN)
    assert one.state != other.state


def test_google_may_stand_in_its_own_part_of_the_secrets():
    found = settings.read_settings({}, {"google": {"folder": "1a", "credentials": "robot.json"}})
    assert (found.google.folder, str(found.google.key)) == ("1a", "robot.json")


def test_a_folder_goes_before_google(tmp_path):
    found = settings.read_settings({"KJR_FOLDER": str(tmp_path), "KJR_GOOGLE_FOLDER": "1a"}, {})
    assert (found.folder, found.google) == (tmp_path, None)


def test_secrets_are_optional(tmp_path):
    assert settings.read_secrets(tmp_path / "secrets.toml") == {}


def test_secrets_are_read_from_their_own_part(tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text('[kjr]\nfolder = "台账"\n', "utf-8")
    assert settings.read_secrets(file)["kjr"] == {"folder": "台账"}


def test_secrets_saved_by_notepad_are_read(tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text('[kjr]\nfolder = "台账"\n', "utf-8-sig")
    assert settings.read_secrets(file)["kjr"] == {"folder": "台账"}


def test_a_windows_path_in_double_quotes_is_told_what_to_do(tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text('[kjr]\nfolder = "D:\\台账"\n', "utf-8")
    with pytest.raises(KjrError, match="用单引号"):
        settings.read_secrets(file)


def test_broken_secrets_are_told_in_a_sentence(tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text("[kjr\n", "utf-8")
    with pytest.raises(KjrError, match="写得不对"):
        settings.read_secrets(file)
