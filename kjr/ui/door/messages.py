"""Which messages of a browser reach Streamlit: those its pages send, and none that empty caches."""

from typing import Final

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

from kjr.ui.door.wire import has_few_parts

HEARD: Final = {
    "rerun_script",
    "stop_script",
    "file_urls_request",
    "backend_operation_request",
    "app_heartbeat",
}
"""Not ``clear_cache``, which opens new readers each time, and nothing for developers."""


ASKED_FOR: Final = {"deferred_file", "dataframe_chunk", ""}
"""Of what a page may have the server do: nothing is installed for anybody."""


def is_message_heard(data: bytes) -> bool:
    """Whether to pass a message on; at one that cannot be read Streamlit hangs up itself."""
    if not has_few_parts(data, BackMsg.DESCRIPTOR):
        return False
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return True
    asked = message.backend_operation_request.WhichOneof("payload") or ""
    return message.WhichOneof("type") in HEARD and asked in ASKED_FOR
