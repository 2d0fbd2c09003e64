"""Who signs in at Google: a service account, by the key of its JSON file."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from google.auth.exceptions import MalformedError
from google.oauth2.service_account import Credentials

from kjr.errors import KjrError
from kjr.store.google.google_access import GoogleAccess
from kjr.store.google.http import GoogleHttp
from kjr.store.google.quota import Clock, Sleep

SCOPES: Final = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)
"""All we ask for: to read and write spreadsheets, and to see what the folder holds."""

NO_FILE: Final = "找不到服务账号的密钥文件 {}，请检查路径"
NO_JSON: Final = "{} 不是控制台下载的 JSON 密钥，请重新下载一份"
NO_ACCOUNT: Final = "这不是服务账号的密钥（缺 {}），请在控制台「服务账号—密钥」里新建 JSON 密钥"
NO_KEY: Final = (
    'private_key 读不出来：在 secrets.toml 里请用双引号（"…\\n…"）或三个双引号，不要用单引号'
)


class ServiceAccount(Credentials):
    """A service account that asks nobody else: google-auth would look up its regions elsewhere."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def connect_google(
    access: GoogleAccess, clock: Clock = time.time, sleep: Sleep = time.sleep
) -> GoogleHttp:
    """A client in the account's name; raises KjrError that says what is wrong with its key."""
    return GoogleHttp(load_credentials(access.key), access.bases, clock, sleep)


def load_credentials(source: Path | Mapping[str, object]) -> Credentials:
    """The account that signs in; raises KjrError that says what is wrong with its key."""
    facts = _loaded(source) if isinstance(source, Path) else dict(source)
    missing = [name for name in ("client_email", "private_key", "token_uri") if name not in facts]
    if missing:
        raise KjrError(NO_ACCOUNT.format("、".join(missing)))
    try:
        found: ServiceAccount = ServiceAccount.from_service_account_info(  # type: ignore[no-untyped-call]
            facts, scopes=SCOPES
        )
    except (MalformedError, ValueError) as error:
        raise KjrError(NO_KEY) from error
    return found


def _loaded(path: Path) -> dict[str, object]:
    try:
        return {**json.loads(path.read_text("utf-8"))}
    except OSError as error:
        raise KjrError(NO_FILE.format(path)) from error
    except (TypeError, ValueError) as error:
        raise KjrError(NO_JSON.format(path.name)) from error
