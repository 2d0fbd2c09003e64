"""Where the Google folder is and who signs in there: from the environment or secrets.toml."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from google.auth.exceptions import MalformedError
from google.oauth2.service_account import Credentials

from kjr.errors import KjrError
from kjr.store.google_http import GOOGLE, Bases, GoogleHttp
from kjr.store.google_pace import Clock, Sleep

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


class Access(NamedTuple):
    """All that has to be known to open the store."""

    folder: str
    """The id at the end of the folder's web address."""
    key: Path | Mapping[str, object]
    """The service account's JSON file, or its fields."""
    bases: Bases = GOOGLE


def access(environment: Mapping[str, str], secrets: Mapping[str, object]) -> Access | None:
    """How to reach the folder; None if none is named, so that the workbooks are elsewhere.

    KJR_GOOGLE_FOLDER, KJR_GOOGLE_CREDENTIALS, KJR_GOOGLE_SHEETS and KJR_GOOGLE_DRIVE go before
    folder, credentials, sheets and drive in the [google] part of secrets.toml, which may also
    hold the fields of the key itself.
    """

    def named(name: str, default: str = "") -> str:
        return environment.get(f"KJR_GOOGLE_{name.upper()}") or str(secrets.get(name) or default)

    folder, path = named("folder"), named("credentials")
    if not folder:
        return None
    bases = Bases(named("sheets", GOOGLE.sheets), named("drive", GOOGLE.drive))
    return Access(folder, Path(path).expanduser() if path else secrets, bases)


def signed_in(access: Access, clock: Clock = time.time, sleep: Sleep = time.sleep) -> GoogleHttp:
    """A client in the account's name; raises KjrError that says what is wrong with its key."""
    return GoogleHttp(credentials(access.key), access.bases, clock, sleep)


def credentials(source: Path | Mapping[str, object]) -> Credentials:
    """The account that signs in; raises KjrError that says what is wrong with its key."""
    facts = _loaded(source) if isinstance(source, Path) else dict(source)
    missing = [name for name in ("client_email", "private_key", "token_uri") if name not in facts]
    if missing:
        raise KjrError(NO_ACCOUNT.format("、".join(missing)))
    try:
        found: Credentials = Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
            facts, scopes=SCOPES
        )
    except (MalformedError, ValueError) as error:
        raise KjrError(NO_KEY) from error
    return found


def _loaded(path: Path) -> dict[str, object]:
    try:
        facts = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise KjrError(NO_FILE.format(path)) from error
    except ValueError as error:
        raise KjrError(NO_JSON.format(path.name)) from error
    if not isinstance(facts, dict):
        raise KjrError(NO_JSON.format(path.name))
    return facts
