"""nginx and Caddy as the files in deploy/ set them up, each before a running server."""

import asyncio
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
from websockets.exceptions import InvalidStatus

from benchmarks.load_client import Viewer
from kjr.ui.door import door
from tests.doors import LEADER, issue
from tests.programs import program
from tools.serving import ROOT, free_port, serving

pytestmark = pytest.mark.slow
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


def nginx(room, port, served):
    """The file as it is, but for ports, certificate and where it may write."""
    cert, key = certify(room)
    said = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    said = said.replace("listen 80;", f"listen {free_port()};")
    said = said.replace("listen 443 ssl", f"listen {port} ssl")
    said = said.replace("/etc/ssl/kjr/fullchain.pem", str(cert))
    said = said.replace("/etc/ssl/kjr/privkey.pem", str(key))
    said = said.replace("/var/log/nginx", str(room)).replace("http://127.0.0.1:8501", served)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    rooms = "".join(f"{each}_temp_path {room}/{each};" for each in kinds)
    whole = f"daemon off; pid {room}/pid; error_log {room}/errors;\nevents {{}}\n"
    (room / "nginx.conf").write_text(f"{whole}http {{ {rooms}\n{said} }}", "utf-8")
    return [program("nginx"), "-c", str(room / "nginx.conf"), "-e", str(room / "errors")]


def caddy(room, port, served):
    cert, key = certify(room)
    said = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")
    said = said.replace(f"{NAME} {{", f"{NAME}:{port} {{\n\ttls {cert} {key}")
    said = said.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n", 1)
    said = said.replace("127.0.0.1:8501", served.removeprefix("http://"))
    (room / "Caddyfile").write_text(said, "utf-8")
    return [program("caddy"), "run", "--config", str(room / "Caddyfile"), "--adapter", "caddyfile"]


@pytest.fixture(scope="module")
def served(small_example, tmp_path_factory):
    room = tmp_path_factory.mktemp("served")
    places = {
        "KJR_FOLDER": str(small_example),
        "KJR_STATE": str(room / "state"),
        "KJR_SIGN_IN": "passcodes",
    }
    issue(room / "state", LEADER)
    with serving(ROOT / "app.py", ROOT, room / "log", places) as running:
        yield running.address


@pytest.fixture(scope="module", params=[nginx, caddy], ids=lambda make: make.__name__)
def house(request, served, tmp_path_factory):
    """The proxy's address, and where it writes its log."""
    room, port = tmp_path_factory.mktemp(request.param.__name__), free_port()
    surroundings = {"HOME": str(room), "XDG_DATA_HOME": str(room), "XDG_CONFIG_HOME": str(room)}
    with (room / "said").open("wb") as said:
        running = subprocess.Popen(
            request.param(room, port, served), env=surroundings, stdout=said, stderr=said
        )
    try:
        wait(port, running, room / "said")
        yield port, room
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


def test_every_answer_carries_its_headers_once(house):
    answer = ask(house[0], "/")
    assert answer.status_code == 200
    for name, said in door.ALWAYS.items():
        assert answer.headers.get_list(name) == [said]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check"])
def test_what_is_for_developers_is_shut(house, path):
    assert ask(house[0], path).status_code == 404


def test_a_page_of_somebody_elses_is_refused(house):
    port, _ = house
    assert ask(port, "/", Origin="https://elsewhere.example").status_code == 403
    assert ask(port, "/", Origin=f"http://{NAME}:{port}").status_code == 403
    assert ask(port, "/", Origin=f"https://{NAME}:{port}").status_code == 200


def test_cookies_are_for_tls_alone(house):
    said = ask(house[0], "/_stcore/host-config").headers.get_list("Set-Cookie")
    said += ask(house[0], "/_stcore/health").headers.get_list("Set-Cookie")
    assert {each.partition("=")[0] for each in said} == {"__Host-kjr_browser", "_streamlit_xsrf"}
    assert all("secure" in each.lower() for each in said)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/media/0123456789abcdef.pdf", 403), ("/subscription/0123456789abcdef.ics", 404)],
)
def test_files_are_kept_nowhere_and_their_addresses_in_no_log(house, path, status):
    port, room = house
    answer = ask(port, path)
    assert answer.status_code == status
    assert set(answer.headers.get_list("Cache-Control")) == {"no-store"}
    written = "".join(
        each.read_text("utf-8", "replace") for each in room.iterdir() if each.is_file()
    )
    assert "0123456789abcdef" not in written


def test_a_page_is_drawn_through_it_and_only_for_its_own_pages(house):
    port, _ = house
    trust = ssl.create_default_context(cafile=house[1] / "cert.pem")

    async def look(origin):
        there = connect(
            f"wss://{NAME}:{port}/_stcore/stream",
            host="127.0.0.1",
            port=port,
            ssl=trust,
            origin=origin,
            subprotocols=["streamlit"],
            proxy=None,
            max_size=None,
        )
        async with there as connection:
            return await Viewer(connection, "", "").rerun()

    assert asyncio.run(look(f"https://{NAME}:{port}")).whole
    with pytest.raises(InvalidStatus):
        asyncio.run(look("https://elsewhere.example"))


def test_the_files_say_what_the_door_says():
    for file in ("nginx.conf", "Caddyfile"):
        said = (ROOT / "deploy" / file).read_text("utf-8")
        assert re.findall(r'Content-Security-Policy\s+"([^"]+)"', said) == [door.POLICY], file
