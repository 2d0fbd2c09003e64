"""A page open at a running server, without a browser: what it says, typing, pressing, fetching."""

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load_client import ENDS, connected

FIELDS = ("text_input", "text_area", "button", "download_button", "file_uploader")


class Window:
    """One window; ``cookies`` are its browser's, ``headers`` what a proxy says besides."""

    def __init__(self, address, cookies=None, **headers):
        self.address, self.cookies, self.headers = address, dict(cookies or {}), headers
        self.said, self.fields, self.led_to = "", {}, ""
        self._state = BackMsg().rerun_script

    async def __aenter__(self):
        cookie = "; ".join(f"{name}={said}" for name, said in self.cookies.items())
        told = {**self.headers, **({"Cookie": cookie} if cookie else {})}
        proof = self.cookies.get("_streamlit_xsrf", "-")
        self._connection = await connected(self.address, told, proof=proof)
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

    async def _run(self):
        self.fields.clear()
        await self._connection.send(BackMsg(rerun_script=self._state).SerializeToString())
        said = []
        while True:
            data = await self._connection.recv(decode=False)
            said.append(data.decode("utf-8", "replace"))
            message = ForwardMsg.FromString(data)
            self.led_to = message.auth_redirect.url or self.led_to
            for kind in FIELDS:
                field = getattr(message.delta.new_element, kind)
                if field.id:
                    self.fields[field.label] = field
            if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
                self.said = "".join(said)
                return self.said

    def _find(self, label):
        whole = self.fields.get(label)
        known = [each for name, each in self.fields.items() if name.startswith(label)]
        return (whole or known[0]).id
