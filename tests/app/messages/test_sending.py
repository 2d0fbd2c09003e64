"""Messages that really arrive, at robots and a mail server on loopback, once and no more."""

import datetime as dt
import time
from contextlib import closing

import pytest

from kjr.app.messages.carrying import plugins
from kjr.app.messages.sending import SENDING
from kjr.errors import KjrError
from kjr.state.chases import (
    COPIED,
    NO_RECORD,
    Announced,
    Delivery,
    Rung,
    build_chase,
    collect_chases,
    gather_records,
)
from kjr.state.engine.database import close_databases, open_database
from kjr.state.engine.turns import hold_turn
from kjr.state.journal import Journal
from tests.app.messages.conftest import NOW
from tests.receivers import BROKEN, BUSY, SHAPES, Mailbox, write_certificate

ROBOTS = [shape for shape in SHAPES if shape != "webhook"]
shapes = pytest.mark.parametrize("shape", SHAPES)
TEXT = "甲学会的总结还差2项：①书面总结未交；②电子版未交。"


def send(office, *parcels):
    sender = office.sender()
    sender.outbox.add(parcels)
    sender.send_waiting()
    return sender.outbox.list_waiting()


@shapes
def test_a_message_arrives_word_for_word_and_is_on_record(office, robots, shape):
    parcel = office.parcel(shape, text=TEXT)
    assert send(office, parcel) == ()
    assert robots.texts == [TEXT]
    assert office.end(parcel).delivery is Delivery.OUT
    assert gather_records(office.journal.acts())["甲学会"].times == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_a_cell_that_is_quoted_calls_nobody(office, robots, shape):
    """Feishu's robot takes a tag in a plain text for a call, to everybody even."""
    quoted = '现为“<at user_id="all">所有人</at>< AT id=1><@all>”，不到<5人'
    send(office, office.parcel(shape, text=quoted))
    assert robots.texts == ['现为“＜at user_id="all">所有人＜/at>＜ AT id=1>＜@all>”，不到<5人']


def test_a_mail_arrives_with_what_it_is_in_its_subject(office, mailbox):
    parcel = office.parcel("邮件", text=TEXT)
    assert send(office, parcel) == ()
    ((to, subject, text),) = mailbox.mails
    assert (to, subject, text.strip()) == (["a@example.cn"], "单独提醒：甲学会", TEXT)
    assert office.end(parcel).delivery is Delivery.OUT


@pytest.mark.parametrize("step", [500, 429, BUSY], ids=["fails", "429", "busy in a 200"])
def test_what_was_refused_is_told_and_tried_again_later_and_arrives_once(office, robots, step):
    parcel = office.parcel("wecom", text=TEXT)
    robots.plan[:] = [step]
    (waiting,) = send(office, parcel)
    assert office.end(parcel).delivery is Delivery.FAILED
    assert "甲学会" not in gather_records(office.journal.acts())
    assert send(office) == (waiting,)
    assert len(robots.calls) == 1
    office.hurry()
    assert send(office) == ()
    assert robots.texts == [TEXT]
    assert office.end(parcel).delivery is Delivery.OUT


@pytest.mark.parametrize("shape", ROBOTS)
@pytest.mark.parametrize("step", [BUSY, BROKEN], ids=["busy", "broken"])
def test_a_robot_s_refusal_in_a_200_is_no_success(office, robots, shape, step):
    parcel = office.parcel(shape)
    robots.plan[:] = [step]
    waiting = send(office, parcel)
    assert bool(waiting) is (step is BUSY)
    told = office.end(parcel)
    assert (told.delivery, robots.texts) == (Delivery.FAILED, [])
    assert str(next(iter(step[shape].values()))) in told.reason


def test_what_is_wrong_with_one_message_keeps_none_of_the_others(office, robots):
    def object_to(parcel, done):
        return {"乙学会": ""}[parcel.to]

    first, second = office.parcel("wecom"), office.parcel("feishu", "乙学会", text=TEXT)
    sender = office.sender(object_to)
    sender.outbox.add([first, second])
    sender.send_waiting()
    assert robots.texts == [TEXT]
    assert sender.outbox.list_waiting() == (first,)


def test_what_somebody_copied_in_the_moment_before_it_is_announced_does_not_leave(office, robots):
    parcel, copied = office.parcel("wecom"), []
    message = Announced(parcel.to, parcel.units, COPIED, Rung.PERSONAL, TEXT)

    def copy_once():
        """When an announcement is dated nothing can be asked but under its own lock."""
        if not copied:
            copied.append(Journal(office.state).append(build_chase(message, "李示例", NOW)))
        return NOW

    def object_to(parcel, done):
        record = gather_records(done).get(parcel.to, NO_RECORD)
        return "刚催过" if record.is_recent(NOW, dt.timedelta(hours=20)) else ""

    office.clock = copy_once
    sender = office.sender(object_to)
    sender.outbox.add([parcel])
    sender.send_waiting()
    assert robots.texts == []
    first, second = collect_chases(office.journal.acts())
    assert (first.act.who, first.delivery) == ("李示例", Delivery.OUT)
    assert (second.delivery, second.reason) == (Delivery.FAILED, "刚催过")
    assert sender.outbox.list_waiting() == ()


@pytest.mark.parametrize("wait", ["9" * 30, "²", "Fri, 31 Dec 1999 23:59:59 GMT", "-1", ""])
def test_however_long_a_receiver_asks_to_wait_it_is_refused_once_and_tried_later(
    office, robots, wait
):
    parcel = office.parcel("wecom", text=TEXT)
    robots.wait, robots.plan[:] = wait, [429]
    try:
        (waiting,) = send(office, parcel)
    finally:
        robots.wait = "7"
    assert waiting.tries == 1
    hour = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    assert waiting.is_due(hour)
    assert not waiting.is_due(dt.datetime.now(dt.UTC))
    assert office.end(parcel).delivery is Delivery.FAILED
    assert send(office) == (waiting,)
    assert len(robots.calls) == 1


def test_what_is_refused_again_and_again_is_told_as_not_sent_and_waits_no_more(office, robots):
    parcel = office.parcel("wecom")
    robots.plan[:] = [500] * 9
    send(office, parcel)
    while office.sender().outbox.list_waiting():
        office.hurry()
        send(office)
    assert len(robots.calls) == 4
    assert office.end(parcel).reason == "对方出错（500）"


@pytest.mark.parametrize("step", [pytest.param("hang", marks=pytest.mark.slow), "drop", 502])
def test_what_may_have_left_is_not_known_and_never_sent_again(office, robots, monkeypatch, step):
    monkeypatch.setattr("kjr.app.messages.carrying.carriage.PATIENCE", 6.0)
    parcel = office.parcel("wecom", text=TEXT)
    robots.plan[:] = [step]
    assert send(office, parcel) == ()
    assert office.end(parcel).delivery is Delivery.UNSURE
    office.hurry()
    send(office)
    assert len(robots.calls) == 1
    record = gather_records(office.journal.acts())["甲学会"]
    assert (record.times, record.last.delivery) == (0, Delivery.UNSURE)


@pytest.mark.slow
def test_one_that_hangs_keeps_none_of_the_others(office, robots, monkeypatch):
    monkeypatch.setattr("kjr.app.messages.carrying.carriage.PATIENCE", 6.0)
    robots.plan[:] = ["hang"]
    others = [office.parcel("wecom", unit) for unit in ("乙学会", "丙学会")]
    assert send(office, office.parcel("feishu"), *others) == ()
    assert [office.end(each).delivery for each in others] == [Delivery.OUT] * 2


def test_a_robot_that_cannot_be_reached_got_nothing(office):
    office.said["robots"]["wecom"] = "http://127.0.0.1:9/cgi-bin/webhook/send?key=abc"
    parcel = office.parcel("wecom")
    assert len(send(office, parcel)) == 1
    assert office.end(parcel).reason == "连不上"


@pytest.mark.parametrize(("answer", "tried_again"), [("451 busy", True), ("552 too large", False)])
def test_what_a_mail_server_does_not_take_is_told_and_tried_if_that_helps(
    office, mailbox, answer, tried_again
):
    parcel = office.parcel("邮件", text=TEXT)
    mailbox.plan[:] = [answer]
    assert bool(send(office, parcel)) is tried_again
    assert answer[:3] in office.end(parcel).reason
    office.hurry()
    send(office)
    assert len(mailbox.mails) == tried_again


def test_a_long_text_goes_in_parts_and_only_what_is_missing_goes_again(office, robots):
    parcel = office.parcel("wecom", text="".join(f"第{n}家单位还差一项材料。" for n in range(90)))
    robots.plan[:] = [{"wecom": {"errcode": 0}}, 500]
    (waiting,) = send(office, parcel)
    assert waiting.parts_out == 1
    assert office.end(parcel).reason.startswith("前1条已发")
    office.hurry()
    send(office)
    sent = [said["text"]["content"] for _, said in robots.calls]
    assert sent[1] == sent[2]
    assert "".join((sent[0], *sent[2:])) == parcel.text
    assert all(len(part.encode()) <= 2048 for part in sent)


def test_nothing_leaves_when_by_now_there_is_a_reason_not_to(office, robots):
    parcel = office.parcel("wecom")
    office.objections["甲学会"] = "已经报送了"
    assert send(office, parcel) == ()
    assert robots.calls == []
    assert (office.end(parcel).delivery, office.end(parcel).reason) == (
        Delivery.FAILED,
        "已经报送了",
    )


@shapes
def test_nothing_leaves_into_a_network_that_nobody_allowed(office, robots, shape):
    office.said["allowed_networks"] = ["10.1.0.0/16"]
    parcel = office.parcel(shape)
    assert send(office, parcel) == ()
    assert robots.calls == []
    assert "内网" in office.end(parcel).reason


def test_a_mail_server_in_a_network_that_nobody_allowed_gets_nothing(office, mailbox):
    office.said["allowed_networks"] = []
    parcel = office.parcel("邮件")
    assert send(office, parcel) == ()
    assert mailbox.mails == []
    assert "内网" in office.end(parcel).reason


@pytest.fixture(params=["ssl", "starttls"])
def closed_mailbox(request, office, tmp_path):
    certificate = write_certificate(tmp_path / "mail.pem")
    with closing(Mailbox(request.param, certificate)) as running:
        login = {"user": "office", "password": "word"}
        office.said["mail"] |= {"port": running.port, "security": request.param, **login}
        yield running, certificate


def test_a_mail_arrives_by_tls_from_who_signs_in(office, closed_mailbox, monkeypatch):
    running, certificate = closed_mailbox
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    parcel = office.parcel("邮件", text=TEXT)
    assert send(office, parcel) == ()
    assert office.end(parcel).delivery is Delivery.OUT
    assert [text.strip() for _, _, text in running.mails] == [TEXT]
    assert [each.version() for each in running.sign_ins] == ["TLSv1.3"]


def test_a_mail_server_with_a_strange_certificate_gets_neither_password_nor_mail(
    office, closed_mailbox
):
    running, _ = closed_mailbox
    parcel = office.parcel("邮件", text=TEXT)
    assert len(send(office, parcel)) == 1
    assert (running.sign_ins, running.mails) == ([], [])
    told = office.end(parcel)
    assert told.delivery is Delivery.FAILED
    assert "证书不可信" in told.reason


def test_what_is_waiting_for_somebody_is_not_added_twice(office):
    outbox = office.sender().outbox
    assert [outbox.add([office.parcel("wecom")]) for _ in range(2)] == [1, 0]


def test_while_one_process_sends_another_leaves_it_alone(office, robots):
    sender = office.sender()
    sender.outbox.add([office.parcel("wecom")])
    with hold_turn(open_database(office.state), SENDING), pytest.raises(KjrError):
        sender.send_waiting()
    assert robots.calls == []
    sender.send_waiting()
    assert len(robots.texts) == 1


def test_a_running_app_sends_by_itself_and_keeps_nobody_waiting(office, robots):
    robots.plan[:] = [500]
    sender = office.sender().start()
    try:
        began = time.monotonic()
        sender.submit([office.parcel("wecom"), office.parcel("feishu", "乙学会")])
        assert time.monotonic() - began < 1
        end = time.monotonic() + 60
        while not robots.texts and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        sender.stop()
    assert len(robots.texts) == 1


def test_the_text_and_the_addresses_are_kept_no_longer_than_needed(office):
    send(office, office.parcel("邮件", text=TEXT))
    close_databases()
    kept = b"".join(path.read_bytes() for path in office.state.rglob("*") if path.is_file())
    assert "甲学会".encode() in kept
    assert TEXT.encode() not in kept
    assert b"a@example.cn" not in kept


def test_dingtalk_s_signature_is_escaped_once():
    assert plugins.sign_for_dingtalk(lambda: ("1", "a%2Bb%3D")) == ("1", "a+b=")
