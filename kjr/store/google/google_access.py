"""Where the Google folder is: from the environment or secrets.toml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple


class BaseAddresses(NamedTuple):
    """Where the services are; other addresses are for tests and for relays."""

    sheets: str = "https://sheets.googleapis.com"
    drive: str = "https://www.googleapis.com"


GOOGLE: Final = BaseAddresses()


class GoogleAccess(NamedTuple):
    """All that has to be known to open the store."""

    folder: str
    """The id at the end of the folder's web address."""
    key: Path | Mapping[str, object]
    """The service account's JSON file, or its fields."""
    bases: BaseAddresses = GOOGLE


def find_google_access(
    environment: Mapping[str, str], secrets: Mapping[str, object]
) -> GoogleAccess | None:
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
    bases = BaseAddresses(named("sheets", GOOGLE.sheets), named("drive", GOOGLE.drive))
    return GoogleAccess(folder, Path(path).expanduser() if path else secrets, bases)
