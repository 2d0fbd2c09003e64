"""What the library answers that opens websockets, before the door sees what was asked.

It refuses by itself what asks for another version, or says no key; its answer bears what every
answer of the door bears.
"""

from collections.abc import Mapping

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.http11 import Response
from websockets.server import ServerProtocol
from websockets.typing import StatusLike


def refuse_sockets_with(headers: Mapping[str, str]) -> None:
    """From now on every websocket refused by the library is refused with these headers."""

    class Refusing(ServerProtocol):
        def reject(self, status: StatusLike, text: str) -> Response:
            response = super().reject(status, text)
            response.headers.update(headers)
            return response

    websockets_sansio_impl.ServerProtocol = Refusing  # type: ignore[attr-defined]
