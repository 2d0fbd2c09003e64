"""An identity provider on this machine: says yes to everybody, with the claims a test chooses."""

import base64
import json
import secrets
import shutil
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from kjr.app.settings import ROOT

CLIENT = "kjr"


@contextmanager
def provider(claims):
    """Run it; gives its address.  ``claims`` may be changed while it runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.claims, server.nonces = claims, {}
    server.key = RSAKey.generate_key(2048, {"kid": "1", "alg": "RS256", "use": "sig"})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def installing_with_provider(program, port, claims):
    """kjr in a folder of its own, to be served at this port; people sign in at a provider."""
    for part in ("pages", "assets", ".streamlit"):
        shutil.copytree(ROOT / part, program / part)
    shutil.copy(ROOT / "app.py", program)
    with provider(claims) as issuer:
        (program / ".streamlit" / "secrets.toml").write_text(
            f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secrets.token_hex(16)}"
client_id = "{CLIENT}"
client_secret = "{secrets.token_hex(16)}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
""",
            "utf-8",
        )
        yield


class Provider(BaseHTTPRequestHandler):
    """Discovery, authorize, token and keys: what st.login asks for."""

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def do_GET(self):
        asked = urlsplit(self.path)
        if asked.path == "/.well-known/openid-configuration":
            self.say(self.discovery())
        elif asked.path == "/keys":
            self.say({"keys": [self.server.key.as_dict(private=False)]})
        elif asked.path == "/authorize":
            self.send_back({name: values[0] for name, values in parse_qs(asked.query).items()})
        else:
            self.send_error(404)

    def do_POST(self):
        said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        now = int(time.time())
        nonce = self.server.nonces.pop(said["code"][0])
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce}
        signed = jwt.encode(
            {"alg": "RS256", "kid": "1"}, claims | self.server.claims, self.server.key
        )
        self.say(
            {"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": signed}
        )

    def discovery(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def send_back(self, asked):
        code = base64.urlsafe_b64encode(asked["state"].encode()).decode()
        self.server.nonces[code] = asked.get("nonce", "")
        self.send_response(302)
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def say(self, facts):
        body = json.dumps(facts).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Tests need no log."""
