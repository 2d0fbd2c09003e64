"""What became of a message, from what its receiver answered, or did not."""

from typing import Any, Final

from kjr.app.messages.carrying.outcomes import Outcome, Report
from kjr.app.messages.carrying.watching import Trace
from kjr.app.messages.ways import WayKind

RETRY: Final = 60.0
"""Seconds after which a receiver that is busy is asked again, if it does not say itself."""
MOST_WAIT: Final = 1800.0
"""Seconds; who is asked to wait longer asks again all the same: his words grow old."""
BUSY: Final = {-1, 45009, 45033, 130101, 410100, 430101, 11232, 11233}
"""What robots answer when they are sent too much at once, or cannot just now."""
NOT_TAKEN: Final = "邮件服务器连不上、证书不可信、不让登录，或者不收这个地址"
PRIVATE: Final = (
    "地址在内网或本机，没有发：要往内网发，请在 secrets.toml 的 allowed_networks 里写明"
)


def judge_trace(kind: WayKind, trace: Trace) -> Report:
    """What became of one message."""
    if trace.is_private:
        return Report(Outcome.FINAL, PRIVATE)
    return judge_mail(trace) if kind is WayKind.MAIL else judge_answer(kind, trace)


def judge_answer(kind: WayKind, trace: Trace) -> Report:
    """What an HTTP answer, or none, says of a message."""
    if trace.response is None:
        return _judge_silence(trace.error)
    status = trace.response.status_code
    if status == 429:
        wait = _read_wait(trace.response.headers.get("Retry-After", ""))
        return Report(Outcome.REFUSED, "对方说发得太快", wait)
    if status in (502, 504):
        return Report(Outcome.UNSURE, f"对方的网关没有等到答复（{status}）")
    if status >= 500:
        return Report(Outcome.REFUSED, f"对方出错（{status}）", RETRY)
    if not 200 <= status < 300:
        return Report(Outcome.FINAL, f"对方不收（{status}）")
    return Report(Outcome.OUT) if kind is WayKind.WEBHOOK else _judge_robot(trace.response)


def _read_wait(said: str) -> float:
    """Retry-After in seconds.

    >>> _read_wait("7"), _read_wait("9" * 30), _read_wait("²"), _read_wait("Fri, 31 Dec 1999")
    (7.0, 1800.0, 60.0, 60.0)
    """
    is_number = said.isascii() and said.isdigit()
    return min(float(said[:9]), MOST_WAIT) if is_number else RETRY


def judge_mail(trace: Trace) -> Report:
    """What became of a mail: one of which the server did not say that it took it may be out."""
    if trace.taken:
        return Report(Outcome.OUT)
    if trace.code >= 500:
        return Report(Outcome.FINAL, f"邮件服务器不收（{trace.code}）")
    if trace.code >= 400:
        return Report(Outcome.REFUSED, f"邮件服务器暂时不收（{trace.code}）", RETRY)
    if trace.has_begun:
        return Report(Outcome.UNSURE, "邮件服务器没有答复")
    return Report(Outcome.REFUSED, NOT_TAKEN, RETRY)


def _judge_robot(response: Any) -> Report:  # noqa: ANN401 - requests' own
    """Robots say in a 200 what they refuse."""
    try:
        said = response.json()
        code = int(said.get("errcode", said.get("code", said.get("StatusCode"))))
    except (ValueError, TypeError, AttributeError):
        return Report(Outcome.UNSURE, "对方的答复看不懂，不像是机器人")
    if code == 0:
        return Report(Outcome.OUT)
    if code in BUSY:
        return Report(Outcome.REFUSED, f"对方说发得太快或正忙（{code}）", RETRY)
    return Report(Outcome.FINAL, f"机器人不收（{code}）：请核对地址、关键词、加签")


def _judge_silence(error: Exception | None) -> Report:
    """Without a connection nothing left; after one it may have."""
    import requests
    from urllib3.exceptions import MaxRetryError

    reason = error.args[0] if error and error.args else None
    is_unconnected = isinstance(error, requests.ConnectionError) and (
        isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError)
        or isinstance(reason, MaxRetryError)
    )
    if error is None or is_unconnected:
        return Report(Outcome.REFUSED, "连不上", RETRY)
    return Report(Outcome.UNSURE, "连上了，没有等到答复")
