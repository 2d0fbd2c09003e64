"""The HTTP side: one thread per connection, faults, latency, and the admin endpoint."""

import dataclasses
import json
import os
import socket
import struct
import sys
import threading
import traceback
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from . import drive, files, methods, sheets, text_files, token
from .errors import STATUS, ApiError, disabled, over_quota, unauthenticated
from .world import Call, Clock, Settings, World, parse_faults

HTML = "text/html; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
SORRY = (
    "<!DOCTYPE html>\n<html lang=en>\n<title>Error 502 (Server Error)!!1</title>\n"
    "<p><b>502.</b> <ins>That’s an error.</ins>\n<p>The server encountered a temporary error "
    "and could not complete your request.<p>Please try again in 30 seconds."
)
MISSING = "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>"
SHEETS, DRIVE = "sheets.googleapis.com", "drive.googleapis.com"


class Handler(BaseHTTPRequestHandler):
    """One request after another on a connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16
    disable_nagle_algorithm = True

    @property
    def world(self):
        return self.server.world

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.data = self.rfile.read(length)
        self.kind = "token"
        self.address = urlsplit(self.path)
        asked = self.address.query
        if override := self.headers.get("X-HTTP-Method-Override"):
            self.command, asked, self.data = override, self.data.decode(), b""
        self.query = parse_qs(asked, keep_blank_values=True)
        if self.address.path.startswith("/admin/"):
            self.send(200, admin(self.world, self.command, self.address.path, self.data))
            return
        self.meet()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815

    def log_message(self, *_):
        """Quiet; the log is kept in the world."""

    def meet(self):
        """Answer a call, unless a fault or the quota comes first."""
        world = self.world
        world.clock.sleep(world.settings.latency)
        line = f"{self.command} {self.address.path}"
        with world.lock:
            fault = world.fault_for(line)
        if fault and fault.kind == "slow":
            world.clock.sleep(float(fault.argument or 1))
        if fault and fault.kind == "reset":
            self.cut()
        elif fault and fault.kind == "html":
            self.send(502, SORRY)
        elif fault and fault.kind.isdigit():
            self.send(int(fault.kind), _failure(int(fault.kind)))
        else:
            self.answer(fault if fault and fault.kind == "lost" else None)

    def answer(self, lost):
        try:
            with self.world.lock:
                found = self.route()
            status = 200 if found is not None else 204
        except ApiError as error:
            found, status = error.body, error.code
        except Exception:
            traceback.print_exc()
            found, status = _failure(500), 500
        if lost and status < 300 and not lost.argument:
            self.cut()
        elif lost and status < 300:
            self.send(int(lost.argument), _failure(int(lost.argument)))
        else:
            self.send(404 if found is NotImplemented else status,
                      MISSING if found is NotImplemented else found)  # fmt: skip

    def route(self):
        parts = self.address.path.strip("/").split("/")
        match parts:
            case ["token"]:
                return token.answer(self.world, parse_qs(self.data.decode()))
            case ["v4", "spreadsheets", *rest]:
                return self.sheets(rest)
            case ["v4", first, *rest] if first.startswith("spreadsheets:"):
                return NotImplemented
            case ["drive", "v3", *rest]:
                return self.drive(rest)
            case ["upload", "drive", "v2", "files", file_id]:
                return self.upload(file_id)
        return NotImplemented

    def sheets(self, rest):
        call = methods.parse(self.command, rest)
        if not call:
            return NotImplemented
        self.kind = "read" if call.name in methods.READS else "write"
        caller = self.caller(SHEETS)
        settings = self.world.settings
        person = self.headers.get("X-Edited-By") == "person"
        lag = settings.people_lag if person else settings.api_lag
        return sheets.answer(self.world, call, self.query, self.json(), caller, lag=lag)

    def drive(self, rest):
        self.kind = "drive"
        caller = self.caller(DRIVE)
        return drive.answer(self.world, self.command, rest, self.query, self.json(), caller)

    def upload(self, file_id):
        self.kind = "drive"
        self.caller(DRIVE)
        file, book = self.world.files[file_id], self.world.books[file_id]
        self.world.books[file_id] = text_files.imported(book, self.data, year=self.world.year)
        files.touch(self.world, file)
        return {"kind": "drive#file", "id": file.id, "title": file.name, "mimeType": file.mime}

    def caller(self, service):
        """Who calls, if the token is one of ours; 401 or 403 before anything else."""
        world = self.world
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if given not in world.tokens and world.settings.strict_tokens:
            raise unauthenticated()
        if service in world.settings.disabled:
            raise disabled(service)
        return world.tokens.get(given)

    def json(self):
        if not self.data:
            return None
        try:
            return json.loads(self.data)
        except ValueError:
            raise ApiError(400, "Invalid JSON payload received. Unexpected token.") from None

    def cut(self):
        """End the connection without an answer, as a failing network does."""
        self.note(0)
        reset = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        self.close_connection = True
        self.connection.close()

    def send(self, status, found):
        text = isinstance(found, str)
        data = found.encode() if text else found
        if isinstance(found, dict):
            data = json.dumps(found, ensure_ascii=False).encode()
        if not self.address.path.startswith("/admin/"):
            self.note(status)
        self.send_response(status)
        if data is not None:
            self.send_header("Content-Type", HTML if text else JSON)
            self.send_header("Content-Length", str(len(data)))
        else:
            self.send_header("Content-Length", "0")
        self.end_headers()
        self.wfile.write(data or b"")

    def note(self, status):
        moment = self.world.clock.now()
        call = Call(moment, self.kind, self.command, self.address.path, status)
        self.world.log.append(call)


def _failure(code):
    """The JSON body of a failure that is not the caller's."""
    if code == 429:
        return over_quota("Read", "user", 60).body
    words = {
        500: "Internal error encountered.",
        503: "The service is currently unavailable.",
    }.get(code, "The request failed.")
    return {"error": {"code": code, "message": words, "status": STATUS.get(code, "UNKNOWN")}}


def admin(world, method, path, data):
    """Switches for tests: /admin/clock, /admin/settings, /admin/faults, /admin/log."""
    given = json.loads(data) if data else {}
    with world.lock:
        match method, path.removeprefix("/admin/"):
            case "POST", "clock":
                world.clock.advance(given.get("advance", 0))
                return {"now": world.clock.now()}
            case "POST", "settings":
                world.settings = dataclasses.replace(world.settings, **given)
                return dataclasses.asdict(world.settings)
            case "POST", "faults":
                world.faults = parse_faults(given.get("spec", ""))
                return {"rules": len(world.faults)}
            case "GET", "log":
                calls = [call._asdict() for call in world.log]
                return {"calls": calls, "counts": Counter(call.kind for call in world.log)}
            case "DELETE", "log":
                world.log.clear()
                return {}
    return {"error": f"no such switch: {path}"}


class Server(ThreadingHTTPServer):
    """Listens on loopback only."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, world):
        self.world = world
        super().__init__(("127.0.0.1", port), Handler)
        world.url = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """A client that went away is no news."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, ValueError, OSError)):
            super().handle_error(request, client_address)


@contextmanager
def serving(*, frozen=False, start=None, faults="", **settings):
    """A server on a free port while the block runs; gives its World, whose ``url`` it serves."""
    world = World(clock=Clock(frozen=frozen, start=start), settings=Settings(**settings))
    world.faults = parse_faults(faults)
    server = Server(0, world)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
