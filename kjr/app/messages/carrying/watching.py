"""Beside apprise: what a receiver answered, and that no name leads where nobody allowed."""

import ipaddress
import smtplib
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

CARRIERS: Final = tuple(
    map(
        ipaddress.ip_network,
        ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "2002::/16", "fec0::/10"),
    )
)
"""IPv6 that stands for some IPv4 address, or for a site of one's own, though it is global by name:
no robot lives there, and a gateway may lead from there into the house."""
TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
"""How a network without IPv4 reaches it; the IPv4 address stands at the end."""


class PrivateAddressError(socket.gaierror):
    """The name leads into a network that nobody allowed."""


@dataclass
class Trace:
    """What was seen of one sending from beside."""

    response: Any = None
    error: Exception | None = None
    is_private: bool = False
    has_begun: bool = False
    """Whether the message itself was on its way to a mail server."""
    code: int = 0
    """What the mail server said to it last."""
    taken: int = 0
    """How many mails it took."""


@contextmanager
def watch_answers(trace: Trace) -> Iterator[None]:
    """See what a receiver answers, whatever the plugin makes of it."""
    import requests

    send, data = requests.Session.send, smtplib.SMTP.data

    def see_answer(self: Any, *given: Any, **options: Any) -> Any:  # noqa: ANN401
        try:
            trace.response = send(self, *given, **options)
        except Exception as error:
            trace.error = error
            raise
        return trace.response

    def see_data(self: smtplib.SMTP, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401
        trace.has_begun, trace.code = True, 0
        try:
            trace.code, said = data(self, msg)
        except smtplib.SMTPResponseException as error:
            trace.code = error.smtp_code
            raise
        trace.taken += trace.code == 250
        return trace.code, said

    patched: Any = (requests.Session, smtplib.SMTP)
    patched[0].send, patched[1].data = see_answer, see_data
    try:
        yield
    finally:
        patched[0].send, patched[1].data = send, data


@contextmanager
def guard_names(networks: Sequence[str], trace: Trace) -> Iterator[None]:
    """Connect to public addresses alone, and to the networks the office allows."""
    look_up = socket.getaddrinfo

    def look_up_guarded(*given: Any, **options: Any) -> list[Any]:  # noqa: ANN401
        found = look_up(*given, **options)
        if not all(may_send_to(str(each[4][0]), networks) for each in found):
            trace.is_private = True
            raise PrivateAddressError(socket.EAI_NONAME, "a private address")
        return found

    socket.getaddrinfo = look_up_guarded
    try:
        yield
    finally:
        socket.getaddrinfo = look_up


def may_send_to(address: str, networks: Sequence[str]) -> bool:
    """Whether an address is public, or in one of these networks.

    >>> [may_send_to(each, []) for each in ("::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")]
    [False, False, False]
    >>> may_send_to("64:ff9b::808:808", [])
    True

    >>> may_send_to("8.8.8.8", []), may_send_to("::ffff:10.0.0.1", []), may_send_to("fe80::1%2", [])
    (True, False, False)
    >>> may_send_to("10.1.2.3", ["10.1.0.0/16"]), may_send_to("169.254.169.254", ["10.1.0.0/16"])
    (True, False)
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    plain = getattr(found, "ipv4_mapped", None) or found
    if plain in TRANSLATED:
        plain = ipaddress.IPv4Address(int(plain) & 0xFFFFFFFF)
    if any(plain in ipaddress.ip_network(network) for network in networks):
        return True
    if any(plain in each for each in CARRIERS):
        return False
    return plain.is_global and not plain.is_multicast
