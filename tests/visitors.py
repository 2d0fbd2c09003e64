"""Who knocks in a page test: what a real server is told at the start of a connection."""

from dataclasses import dataclass, field


@dataclass
class Visitor:
    """One browser; AppTest has none, so tests say what it would send."""

    headers: list = field(
        default_factory=lambda: [("Host", "localhost:8501"), ("Origin", "http://localhost:8501")]
    )
    cookies: dict = field(default_factory=dict)
    remote_ip: str | None = "127.0.0.1"


def knock(patch, visitor=None):
    """From now on this visitor asks; somebody at the machine itself if none is given."""
    visitor = visitor or Visitor()
    patch.setattr("streamlit.runtime.context._get_client_context", lambda: visitor)


def skip_components(patch):
    """Streamlit's tester looks through all installed packages for each viewer; kjr uses none."""
    patch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)
