"""Where things are on this machine: environment first, then secrets.toml, then a default.

Everything else about the campaign stands in its own files.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kjr.access import sign_in
from kjr.access.sign_in import SignInRules
from kjr.app import kept_campaign
from kjr.app.records.syslog import LogReceiver, parse_log_receiver
from kjr.errors import KjrError
from kjr.state.engine.connections import Place, is_address
from kjr.store.google.google_access import GoogleAccess, find_google_access
from kjr.values.escapes import is_safe_file_name

ROOT = Path(__file__).parents[2]
CAMPAIGN = ROOT / "campaign"
EXAMPLE = ROOT / "var" / "example"
OTHERS = ROOT / "examples"
"""Other plans that come along; KJR_EXAMPLE names the one to be shown."""
SECRETS = ROOT / ".streamlit" / "secrets.toml"
BROKEN = "{} 写得不对，文字要放在引号里，带 \\ 的路径用单引号：{}"

Secrets = Mapping[str, Mapping[str, object]]
"""The parts of secrets.toml, each with its settings."""


@dataclass(frozen=True)
class Settings:
    """The places kjr works with."""

    folder: Path
    """The workbooks, one per unit, unless they are at Google."""
    google: GoogleAccess | None
    """The spreadsheets at Google, if that is where they are."""
    campaign: Path
    """The campaign's folder: campaign.toml and the files beside it."""
    plan: Path
    """The campaign in force; of it the example is made, which brings a copy of its own."""
    state: Path
    """Local and private to this server: its memory if no server holds it, versions, locks."""
    fonts: Path
    """An office's own licensed fonts, used instead of ours when present."""
    is_example: bool
    """Neither a folder nor Google was named, so the example workbooks are shown."""
    sign_in: SignInRules
    """How people prove who they are."""
    address: str = ""
    """Where kjr is reached in the web, as https://kjr.example.cn; blank if nowhere."""
    messages: Mapping[str, object] = field(default_factory=dict, repr=False)
    """The [messages] part of secrets.toml as written; read when something is to be sent."""
    syslog: LogReceiver | None = None
    """Where what is done is told as well; None if nowhere."""
    server: str = field(default="", repr=False)
    """The address of the database that several processes share, its password within; or blank."""

    @property
    def database(self) -> Place:
        """Where the database lies: at the address of a server, else in the state folder."""
        return self.server or self.state


def read_settings(
    environment: Mapping[str, str], secrets: Secrets, folder: Path | None = None
) -> Settings:
    """Put the settings together; a folder named on the command line goes before both.

    KJR_FOLDER, KJR_CAMPAIGN, KJR_STATE, KJR_FONT_DIR, KJR_SIGN_IN, KJR_ADDRESS and KJR_SYSLOG go
    before folder, campaign, state, font_dir, sign_in, address and syslog in the [kjr] part of
    secrets.toml.
    KJR_STATE is a folder of this machine, or the address of a database that several share.
    A folder goes before Google.  Where neither is named, KJR_EXAMPLE names the example shown.
    """
    ours = secrets.get("kjr", {})

    def named(name: str) -> Path | None:
        value = environment.get(f"KJR_{name.upper()}") or ours.get(name)
        return Path(str(value)).expanduser() if value else None

    way = environment.get("KJR_SIGN_IN") or ours.get("sign_in", "")
    named_folder = folder or named("folder")
    google = None if named_folder else find_google_access(environment, secrets.get("google", {}))
    is_example = not (named_folder or google)
    example, brought = find_example(environment.get("KJR_EXAMPLE", "") if is_example else "")
    books = named_folder or example
    place = google.folder if google else str(kept_campaign.ask_folder(books.resolve, books))
    at = str(environment.get("KJR_STATE") or ours.get("state") or "")
    server = at if is_address(at) else ""
    state = find_state_folder(place) if server or not at else Path(at).expanduser()
    own = find_campaign_folder(books, CAMPAIGN) if named_folder else brought
    kept = kept_campaign.find_kept(books, state) if own == CAMPAIGN and named_folder else None
    plan = named("campaign") or kept or own
    return Settings(
        folder=books,
        google=google,
        campaign=find_campaign_folder(books, plan) if is_example and plan == own else plan,
        plan=plan,
        state=state,
        fonts=named("font_dir") or ROOT / "fonts-local",
        is_example=is_example,
        sign_in=sign_in.parse_sign_in_rules({**ours, "sign_in": way}),
        messages=secrets.get("messages", {}),
        syslog=parse_log_receiver(str(environment.get("KJR_SYSLOG") or ours.get("syslog", ""))),
        server=server,
        address=str(environment.get("KJR_ADDRESS") or ours.get("address", "")),
    )


def find_example(name: str) -> tuple[Path, Path]:
    """Where the example of a plan that comes along is made, and its plan; blank for the first."""
    if not name:
        return EXAMPLE, CAMPAIGN
    plan = OTHERS / name
    if not is_safe_file_name(name) or not plan.is_dir():
        known = "、".join(sorted(each.name for each in OTHERS.iterdir() if each.is_dir()))
        raise KjrError(f"KJR_EXAMPLE 没有“{name}”这套示例，现有：{known}")
    return EXAMPLE.with_name(f"example-{name}"), plan


def read_secrets(file: Path = SECRETS) -> Secrets:
    """The parts of secrets.toml; empty if there is none."""
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise KjrError(BROKEN.format(file.name, broken)) from None


def find_campaign_folder(folder: Path, otherwise: Path) -> Path:
    """The campaign a folder of workbooks brings itself, as the example does."""
    own = folder / "campaign"
    return own if kept_campaign.is_campaign(own) else otherwise


def find_state_folder(place: str) -> Path:
    """Each folder, here or at Google, has a state of its own, so that two campaigns never mix."""
    name = hashlib.blake2b(place.encode(), digest_size=6).hexdigest()
    return ROOT / "var" / "state" / name
