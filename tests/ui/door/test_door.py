"""What the door does to an answer on its way out."""

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route

from kjr.ui.door.door import Door

AWAY = "https://login.example/ask"


def ask(path):
    """What is answered to somebody who sends a host of his own."""
    inside = Starlette(routes=[Route("/", lambda _: PlainTextResponse("board"))])
    away = Route("/away", lambda _: RedirectResponse(AWAY))
    door = Door(Starlette(routes=[away, Mount("/kjr", inside)]))

    async def go():
        transport = httpx.ASGITransport(door)
        async with httpx.AsyncClient(transport=transport, base_url="http://evil.cn") as client:
            return await client.get(path)

    return asyncio.run(go())


def test_under_a_path_nobody_is_led_to_the_host_that_was_sent():
    answer = ask("/kjr?unit=1")
    assert (answer.status_code, answer.headers["Location"]) == (307, "/kjr/?unit=1")


def test_who_is_sent_to_a_provider_arrives_there():
    assert ask("/away").headers["Location"] == AWAY
