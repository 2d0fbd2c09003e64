"""What was done, told to the office's own system log as well: ``[kjr] syslog`` of secrets.toml."""

import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from kjr.errors import KjrError

PORT: Final = 514
PATIENCE: Final = 5.0
"""Seconds to wait for the other end."""
AUDIT: Final = 13 * 8
"""The facility of an audit's lines."""
INFORMATION, ALERT = 6, 1
LONGEST: Final = 1800
"""Bytes of a line: what fits one datagram everywhere."""
WRONG: Final = "[kjr] 的 syslog 要写 udp://主机:514、tcp://主机:514，或者本机的 /dev/log，现为“{}”"


class LogReceiver(NamedTuple):
    """Where lines are sent: an address by UDP or TCP, or a socket of this machine."""

    kind: socket.SocketKind
    host: str
    port: int
    file: str = ""


class LogLine(NamedTuple):
    """One line, with the moment it tells of (ISO) and how urgent it is."""

    moment: str
    text: str
    severity: int = INFORMATION


def parse_log_receiver(said: str) -> LogReceiver | None:
    """Where lines go; None if nowhere.  Raises KjrError for what is no address."""
    if not said:
        return None
    if Path(said).is_absolute():
        return LogReceiver(socket.SOCK_DGRAM, "", 0, said)
    try:
        parts = urlsplit(said)
        kinds = {"udp": socket.SOCK_DGRAM, "tcp": socket.SOCK_STREAM}
        return LogReceiver(kinds[parts.scheme], parts.hostname or _refuse(said), parts.port or PORT)
    except (ValueError, KeyError):
        raise KjrError(WRONG.format(said)) from None


def send_lines(receiver: LogReceiver, lines: Iterable[LogLine]) -> None:
    """Send lines as RFC 5424 writes them; raises OSError where the other end takes none."""
    with _connect(receiver) as connection:
        for line in lines:
            connection.sendall(_write(line, receiver))


def _connect(receiver: LogReceiver) -> socket.socket:
    if receiver.file:
        connection = socket.socket(socket.AF_UNIX, receiver.kind)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(receiver.file)
        except OSError:
            connection.close()
            raise
        return connection
    if receiver.kind is socket.SOCK_STREAM:
        return socket.create_connection((receiver.host, receiver.port), PATIENCE)
    family, *_, address = socket.getaddrinfo(receiver.host, receiver.port, type=receiver.kind)[0]
    connection = socket.socket(family, receiver.kind)
    connection.connect(address)
    return connection


def _write(line: LogLine, receiver: LogReceiver) -> bytes:
    priority = f"<{AUDIT + line.severity}>"
    if receiver.file:
        head = f"{priority}kjr: "
    else:
        head = f"{priority}1 {line.moment} {socket.gethostname()} kjr - - - "
    said = (head + line.text).encode("utf-8", "replace")[:LONGEST]
    ends = b"\n" if receiver.kind is socket.SOCK_STREAM else b""
    return said.decode("utf-8", "ignore").encode() + ends


def _refuse(said: str) -> str:
    raise KjrError(WRONG.format(said))
