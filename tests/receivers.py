"""Receivers on loopback, shaped like the robots of groups, and a mail server: real sockets."""

import base64
import contextlib
import hashlib
import hmac
import json
import socket
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller

SECRET = "SEC0123456789abcdef"
LOOPBACK = ("127.0.0.0/8", "::1/128")
SHAPES = {
    "wecom": "/cgi-bin/webhook/send?key=abc-123",
    "dingtalk": f"/robot/send?access_token=abc123&secret={SECRET}",
    "feishu": "/open-apis/bot/v2/hook/abc-123",
    "webhook": "/anything",
}
SUCCESS = {"wecom": {"errcode": 0}, "dingtalk": {"errcode": 0}, "feishu": {"code": 0}}
BUSY = {"wecom": {"errcode": 45009}, "dingtalk": {"errcode": 130101}, "feishu": {"code": 11232}}
BROKEN = {"wecom": {"errcode": 93000}, "dingtalk": {"errcode": 310000}, "feishu": {"code": 19001}}


class Robots:
    """All four at one port; ``plan`` says how the next calls are answered, then all is well.

    A step is a status, a table of answers by shape, "hang" to say nothing, or "drop" to close.
    """

    def __init__(self):
        self.texts, self.calls, self.plan = [], [], []
        self.released = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), build_handler(self))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, shape):
        return f"http://127.0.0.1:{self.server.server_port}{SHAPES[shape]}"

    def close(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, shape, said):
        step = self.plan.pop(0) if self.plan else SUCCESS
        if step == "hang":
            self.texts.append(read_text(shape, said))
            self.released.wait(30)
            return
        if step == "drop":
            return
        table = step if isinstance(step, dict) else {}
        if step is SUCCESS:
            self.texts.append(read_text(shape, said))
        body = json.dumps(table.get(shape, {})).encode()
        handler.send_response(step if isinstance(step, int) else 200)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Retry-After", "7")
        handler.end_headers()
        handler.wfile.write(body)


def build_handler(robots):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = parse_qs(urlsplit(self.path).query)
            shape = next(
                name
                for name, path in SHAPES.items()
                if self.path.startswith(path.partition("?")[0])
            )
            robots.calls.append((shape, said))
            if shape == "dingtalk" and asked["sign"][0] != sign(asked["timestamp"][0]):
                robots.plan.insert(0, BROKEN)
            with contextlib.suppress(OSError):
                robots.answer(self, shape, said)

        def log_message(self, *_):
            pass

    return Handler


def read_text(shape, said):
    match shape:
        case "feishu":
            return said["content"]["text"]
        case "webhook":
            return said["message"]
        case _:
            return said["text"]["content"]


def sign(timestamp):
    """As the robot's own manual says it, escaped once by whoever sends it."""
    known = hmac.new(SECRET.encode(), f"{timestamp}\n{SECRET}".encode(), hashlib.sha256)
    return base64.b64encode(known.digest()).decode()


class Mailbox:
    """A mail server; ``plan`` says what it answers to the next mails."""

    def __init__(self):
        self.mails, self.plan = [], []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        answer = self.plan.pop(0) if self.plan else "250 OK"
        if answer.startswith("250"):
            said = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append((envelope.rcpt_tos, str(said["subject"]), said.get_content()))
        return answer

    def close(self):
        self.controller.stop()
