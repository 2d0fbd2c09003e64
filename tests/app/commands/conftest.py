"""How a command is run in a test."""

import pytest

from kjr.app import commands


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run a command in this process, with a state folder of its own."""
    monkeypatch.setenv("KJR_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("KJR_FOLDER", raising=False)

    def call(*arguments):
        code = commands.main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call
