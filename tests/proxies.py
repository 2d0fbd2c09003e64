"""nginx and Caddy as the files in deploy/ set them up, before servers of our own."""

import contextlib
import datetime as dt
import ipaddress
import re
import ssl
import subprocess
import time

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.asyncio.client import connect

from tests.programs import program
from tools.serving import ROOT, free_port

NAME = "kjr.example.cn"
PATIENCE = 30.0


def certify(room):
    """A certificate of our own for the name in the files; gives its two files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    (room / "cert.pem").write_bytes(signed.public_bytes(form))
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (room / "key.pem").write_bytes(key.private_bytes(form, *private))
    return room / "cert.pem", room / "key.pem"


def nginx(room, port, *served):
    """The file as it is, but for ports, certificate and where it may write."""
    first, *more = served
    cert, key = certify(room)
    said = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    said = said.replace("listen 80;", f"listen {free_port()};")
    said = said.replace("listen 443 ssl", f"listen {port} ssl")
    said = said.replace("/etc/ssl/kjr/fullchain.pem", str(cert))
    said = said.replace("/etc/ssl/kjr/privkey.pem", str(key))
    said = said.replace("/var/log/nginx", str(room)).replace("127.0.0.1:8501", first)
    for each in more:
        said = said.replace("# server 127.0.0.1:8502", f"server {each}", 1)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    rooms = "".join(f"{each}_temp_path {room}/{each};" for each in kinds)
    whole = f"daemon off; pid {room}/pid; error_log {room}/errors;\nevents {{}}\n"
    (room / "nginx.conf").write_text(f"{whole}http {{ {rooms}\n{said} }}", "utf-8")
    return [program("nginx"), "-c", str(room / "nginx.conf"), "-e", str(room / "errors")]


def telling(address):
    """The same, but it says that everybody stands there; of nobody where, if that is blank."""

    def make(room, port, *served):
        order, file = nginx(room, port, *served), room / "nginx.conf"
        said = file.read_text("utf-8")
        told = re.sub(r"(X-Forwarded-For +)\$remote_addr", rf'\1"{address}"', said)
        assert told != said
        file.write_text(told, "utf-8")
        return order

    return make


def caddy(room, port, *served):
    cert, key = certify(room)
    said = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    said = said.replace(f"{NAME} {{", f"{NAME}:{port} {{\n\ttls {cert} {key}")
    said = said.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n", 1)
    said = said.replace("reverse_proxy 127.0.0.1:8501", f"reverse_proxy {' '.join(served)}")
    (room / "Caddyfile").write_text(said, "utf-8")
    return [program("caddy"), "run", "--config", str(room / "Caddyfile"), "--adapter", "caddyfile"]


@contextlib.contextmanager
def stand_before(make, room, *served):
    """One of the two before servers at these addresses; gives its port."""
    port = free_port()
    surroundings = {"HOME": str(room), "XDG_DATA_HOME": str(room), "XDG_CONFIG_HOME": str(room)}
    with (room / "said").open("wb") as said:
        running = subprocess.Popen(
            make(room, port, *served), env=surroundings, stdout=said, stderr=said
        )
    try:
        wait(port, running, room / "said")
        yield port
    finally:
        running.terminate()
        running.wait(PATIENCE)


def wait(port, running, said):
    until = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < until:
        with contextlib.suppress(httpx.HTTPError):
            if ask(port, "/_stcore/health").status_code == 200:
                return
        time.sleep(0.05)
    pytest.fail(said.read_text("utf-8"))


def ask(port, path, **headers):
    """As a browser asks that knows the name; the certificate is looked at elsewhere."""
    with httpx.Client(verify=False, trust_env=False, timeout=PATIENCE) as browser:
        said = {"Host": f"{NAME}:{port}", **headers}
        return browser.get(
            f"https://127.0.0.1:{port}{path}", headers=said, extensions={"sni_hostname": NAME}
        )


def open_window(port, room, origin="", cookie=""):
    """A websocket as a page opens it, through the proxy whose certificate lies in a room."""
    return connect(
        f"wss://{NAME}:{port}/_stcore/stream",
        host="127.0.0.1",
        port=port,
        ssl=ssl.create_default_context(cafile=room / "cert.pem"),
        origin=origin or f"https://{NAME}:{port}",
        additional_headers={"Cookie": cookie} if cookie else {},
        subprotocols=["streamlit"],
        proxy=None,
        max_size=None,
    )
