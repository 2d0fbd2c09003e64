import json
import re
import socket
import time
from collections.abc import Iterator

import pytest

from kjr.app.records.syslog import parse_log_receiver
from kjr.app.records.watch import RecordWatch, count_untold
from kjr.errors import KjrError
from kjr.state.acts import ACCESS, Act, ActKind, Edit
from kjr.state.engine.connections import FILE
from kjr.state.engine.database import close_databases
from kjr.state.heads import list_gaps
from kjr.state.journal import Journal
from tests.doors import NOON

ACT = Act(NOON, "组宣部", "乙学会", ActKind.RETURNED, note="请打13800001234，\x1b[2J")
SAVED = ACT._replace(kind=ActKind.SAVED, edits=(Edit(4, {"姓名": "李示例"}, {"姓名": "张示例"}),))


class Receiver:
    """A system log at a free port of this machine, or at a socket in a folder."""

    def __init__(self, kind, tmp_path):
        self.kind = kind
        if kind == "file":
            self.address = str(tmp_path / "log")
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self.socket.bind(self.address)
        else:
            how = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
            self.socket = socket.socket(socket.AF_INET, how)
            self.socket.bind(("127.0.0.1", 0))
            self.address = f"{kind}://127.0.0.1:{self.socket.getsockname()[1]}"
        if kind == "tcp":
            self.socket.listen()
        self.socket.settimeout(10)

    def read(self, count) -> Iterator[str]:
        """So many lines; each is at least what one message is."""
        if self.kind != "tcp":
            return [self.socket.recv(4096).decode() for _ in range(count)]
        lines = []
        while len(lines) < count:
            with self.socket.accept()[0] as connection, connection.makefile() as file:
                lines += file.read().splitlines()
        return lines


@pytest.fixture(params=["udp", "tcp", "file"])
def receiver(request, tmp_path):
    found = Receiver(request.param, tmp_path)
    yield found
    found.socket.close()


@pytest.fixture
def watch(receiver, tmp_path):
    state = tmp_path / "state"
    return RecordWatch(state, state, parse_log_receiver(receiver.address))


def test_each_act_is_told_once_with_its_head_and_no_cell(receiver, watch, tmp_path):
    state = tmp_path / "state"
    written = [Journal(state).append(SAVED), Journal(state, record=ACCESS).append(ACT)]
    watch.look()
    lines = receiver.read(2)
    for line, act, record in zip(lines, written, ("edits", ACCESS), strict=True):
        assert re.match(r"<110>", line)
        head, _, said = line[line.index(f"{record}:1:") :].partition(" ")
        assert head == f"{record}:1:{act.id}"
        told = json.loads(said)
        assert (told["who"], told["unit"], told["kind"]) == (act.who, act.unit, str(act.kind))
    assert receiver.kind == "file" or lines[0].startswith(f"<110>1 {NOON.isoformat()} ")
    assert '"cells": "1"' in lines[0]
    for hidden in ("张示例", "李示例", "13800001234", "\x1b"):
        assert hidden not in "".join(lines)
    Journal(state).append(ACT)
    watch.look()
    assert "edits:2:" in receiver.read(1)[0]
    assert count_untold(state) == 0


def test_a_database_that_was_deleted_is_told_and_what_came_after_too(receiver, watch, tmp_path):
    state = tmp_path / "state"
    Journal(state).append(ACT)
    watch.look()
    receiver.read(1)
    close_databases()
    (state / FILE).unlink()
    Journal(state).append(ACT._replace(who="别人"))
    watch.look()
    alert, after = receiver.read(2)
    assert alert.startswith("<105>")
    assert list_gaps(state, state, "edits")[0] in alert
    assert "edits:1:" in after


def test_what_found_nobody_is_told_later(tmp_path):
    receiver = Receiver("tcp", tmp_path)
    watch = RecordWatch(tmp_path, tmp_path, parse_log_receiver(receiver.address))
    port = receiver.socket.getsockname()[1]
    receiver.socket.close()
    Journal(tmp_path).append(ACT)
    with pytest.raises(OSError, match="refused"):
        watch.look()
    assert count_untold(tmp_path) == 1
    with socket.create_server(("127.0.0.1", port)) as again:
        receiver.socket = again
        watch.look()
        assert "edits:1:" in receiver.read(1)[0]


def test_it_looks_by_itself_until_it_is_stopped(tmp_path):
    act = Journal(tmp_path).append(ACT)
    watch = RecordWatch(tmp_path, tmp_path).start()
    end = time.monotonic() + 10
    while not (tmp_path / "heads.json").exists() and time.monotonic() < end:
        time.sleep(0.01)
    watch.stop()
    assert act.id in (tmp_path / "heads.json").read_text()


@pytest.mark.parametrize("said", ["localhost", "http://a:1", "udp://", "udp://a:99999", "dev/log"])
def test_an_address_that_leads_nowhere_is_refused(said):
    with pytest.raises(KjrError, match="syslog"):
        parse_log_receiver(said)
    assert parse_log_receiver("") is None
    assert parse_log_receiver("udp://log.example.cn").port == 514
