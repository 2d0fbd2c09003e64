"""Receivers on loopback, shaped like the robots of groups, and a mail server: real sockets."""

import base64
import contextlib
import datetime as dt
import hashlib
import hmac
import ipaddress
import json
import socket
import ssl
import threading
import time
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

SECRET = "SEC0123456789abcdef"
LOOPBACK = ("127.0.0.0/8", "::1/128")
SHAPES = {
    "wecom": "/cgi-bin/webhook/send?key=abc-123",
    "dingtalk": f"/robot/send?access_token=abc123&secret={SECRET}",
    "feishu": "/open-apis/bot/v2/hook/abc-123",
    "feishu signed": f"/open-apis/bot/v2/hook/signed?secret={SECRET}",
    "webhook": "/anything",
}


def build_answers(wecom, dingtalk, feishu):
    lark = {"code": feishu}
    answers = {"wecom": {"errcode": wecom}, "dingtalk": {"errcode": dingtalk}}
    return {**answers, "feishu": lark, "feishu signed": lark}


SUCCESS = build_answers(0, 0, 0)
BUSY = build_answers(45009, 130101, 11232)
BROKEN = build_answers(93000, 310000, 19021)


class Robots:
    """All four at one port; ``plan`` says how the next calls are answered, then all is well.

    A step is a status, a table of answers by shape, "hang" to say nothing, or "drop" to close.
    """

    def __init__(self):
        self.texts, self.calls, self.plan, self.wait = [], [], [], "7"
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
        handler.send_header("Retry-After", self.wait)
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
            if not is_signed(shape, self.path, asked, said):
                robots.plan.insert(0, BROKEN)
            with contextlib.suppress(OSError):
                robots.answer(self, shape, said)

        def log_message(self, *_):
            pass

    return Handler


def read_text(shape, said):
    match shape:
        case "feishu" | "feishu signed":
            return said["content"]["text"]
        case "webhook":
            return said["message"]
        case _:
            return said["text"]["content"]


def is_signed(shape, path, asked, said):
    """Whether a robot that asks for a signature may take it; a secret is never to be seen."""
    match shape:
        case "dingtalk":
            proof, known = asked["sign"][0], sign(SECRET, asked["timestamp"][0], is_key=False)
        case "feishu signed":
            proof, known = said.get("sign"), sign(SECRET, said.get("timestamp"), is_key=True)
            is_new = abs(time.time() - int(said.get("timestamp", 0))) < 3600
            proof = proof if is_new else None
        case _:
            return True
    return proof == known and SECRET not in f"{path}{said}"


def sign(secret, timestamp, *, is_key):
    """As the robots' own manuals say it: DingTalk signs the text, for Feishu it is the key."""
    text = f"{timestamp}\n{secret}".encode()
    given = (text, b"") if is_key else (secret.encode(), text)
    return base64.b64encode(hmac.new(*given, hashlib.sha256).digest()).decode()


class Mailbox:
    """A mail server; ``plan`` says what it answers to the next mails.

    With a certificate it speaks TLS, and remembers by what connection somebody signed in.
    """

    def __init__(self, security="insecure", certificate=None):
        self.mails, self.plan, self.sign_ins = [], [], []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        options = {}
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate)
            options = {
                "starttls": {"tls_context": context, "require_starttls": True},
                "ssl": {"ssl_context": context, "auth_require_tls": False},
            }[security] | {"authenticator": self.let_in}
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self.controller.start()

    def let_in(self, server, _session, _envelope, _mechanism, said):
        self.sign_ins.append(server.transport.get_extra_info("ssl_object"))
        return AuthResult(success=said == LoginPassword(b"office", b"word"))

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        answer = self.plan.pop(0) if self.plan else "250 OK"
        if answer.startswith("250"):
            said = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append((envelope.rcpt_tos, str(said["subject"]), said.get_content()))
        return answer

    def close(self):
        self.controller.stop()


def write_certificate(file):
    """A certificate of this machine's own for 127.0.0.1, with its key; good for an hour."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail of a test")])
    place = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(place, critical=False)
        .sign(key, hashes.SHA256())
    )
    form, pem = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    secret = key.private_bytes(pem, form, serialization.NoEncryption())
    file.write_bytes(secret + made.public_bytes(pem))
    return file
