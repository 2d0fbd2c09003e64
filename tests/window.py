"""A page open at a running server, without a browser: what it says, typing, pressing, fetching."""

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load_client import ENDS, connected

FIELDS = ("text_input", "text_area", "button", "download_button", "file_uploader")


class Window:
    """One window; ``cookies`` are its browser's, ``headers`` what a proxy says besides.

    ``way`` is a connection to the server where it is not its own address that is asked.
    """

    def __init__(self, address, cookies=None, way=None, **headers):
        self.address, self.cookies, self.headers = address, dict(cookies or {}), headers
        self._way = way
        self.said, self.fields, self.led_to, self.name = "", {}, "", ""
        self.offered = []
        self._state = BackMsg().rerun_script

    async def __aenter__(self):
        cookie = "; ".join(f"{name}={said}" for name, said in self.cookies.items())
        told = {**self.headers, **({"Cookie": cookie} if cookie else {})}
        proof = self.cookies.get("_streamlit_xsrf", "-")
        self._connection = await (self._way or connected(self.address, told, proof=proof))
        return self

    async def __aexit__(self, *_):
        await self._connection.close()

    async def open(self, page="", query=""):
        """Have a page drawn; gives all it says."""
        self._state.page_name, self._state.query_string = page, query
        return await self._run()

    async def press(self, label, **typed):
        """Type into fields by their labels' beginnings, and press a button."""
        for name, text in typed.items():
            self._state.widget_states.widgets.add(id=self._find(name), string_value=text)
        pressed = self._state.widget_states.widgets.add(id=self._find(label), trigger_value=True)
        said = await self._run()
        self._state.widget_states.widgets.remove(pressed)
        return said

    async def upload(self, label, *files):
        """Put files, each with its name, into a box, as a browser does; gives what it then says."""
        box = self._find(label)
        chosen = self._state.widget_states.widgets.add(id=box).file_uploader_state_value
        async with self._browse() as browser:
            await browser.get("/_stcore/health")
            proof = {"X-Xsrftoken": browser.cookies["_streamlit_xsrf"]}
            for number, (name, data) in enumerate(files):
                id = f"{len(self._state.widget_states.widgets)}-{number}"
                path = f"/_stcore/upload_file/{self.name}/{id}"
                sent = {"file": (name, data)}
                (await browser.put(path, files=sent, headers=proof)).raise_for_status()
                info = chosen.uploaded_file_info.add(file_id=id, name=name, size=len(data))
                info.file_urls.file_id, info.file_urls.upload_url = id, path
        return await self._run()

    async def download(self, label):
        """Press what gives a file, and fetch that."""
        return await self.fetch(self._choose(label))

    async def fetch(self, button):
        """The file that one of the buttons gives which the page has ``offered``."""
        asked = BackMsg()
        request = asked.backend_operation_request
        request.session_id, request.request_id = self.name, button.id
        request.deferred_file.file_id = button.deferred_file_id
        await self._connection.send(asked.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "backend_operation_response":
            message = ForwardMsg.FromString(await self._connection.recv(decode=False))
        answer = message.backend_operation_response
        assert answer.deferred_file.url, answer.error_msg
        async with self._browse() as browser:
            return (await browser.get(answer.deferred_file.url)).raise_for_status().content

    def _browse(self):
        cookies = httpx.Cookies()
        for name, said in self.cookies.items():
            cookies.set(name, said)
        options = {"base_url": self.address, "trust_env": False, "timeout": 60}
        return httpx.AsyncClient(cookies=cookies, headers=self.headers, **options)

    async def _run(self):
        self.fields.clear()
        self.offered.clear()
        await self._connection.send(BackMsg(rerun_script=self._state).SerializeToString())
        said = []
        while True:
            data = await self._connection.recv(decode=False)
            said.append(data.decode("utf-8", "replace"))
            message = ForwardMsg.FromString(data)
            self.led_to = message.auth_redirect.url or self.led_to
            self.name = message.new_session.initialize.session_id or self.name
            for kind in FIELDS:
                field = getattr(message.delta.new_element, kind)
                if field.id:
                    self.fields[field.label] = field
                    self.offered += [field] if kind == "download_button" else []
            if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
                self.said = "".join(said)
                return self.said

    def _find(self, label):
        return self._choose(label).id

    def _choose(self, label):
        whole = self.fields.get(label)
        return whole or next(each for name, each in self.fields.items() if name.startswith(label))
