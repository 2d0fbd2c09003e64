"""Service accounts for tests, with a key made on the spot."""

from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

EMAIL = "robot@example.iam.gserviceaccount.com"


@cache
def _key():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def service_account(url, email=EMAIL):
    """The JSON file a service account gets; its tokens come from the server at ``url``."""
    return {
        "type": "service_account",
        "project_id": "kjr",
        "private_key_id": "1",
        "private_key": _key().decode(),
        "client_email": email,
        "client_id": "1",
        "token_uri": f"{url}/token",
    }
