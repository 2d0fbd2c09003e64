"""What a browser is told when the file behind a download button cannot be made.

Streamlit says "Failed to generate file for download" whatever the reason.
"""

import asyncio
import logging
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime import app_session
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from kjr.errors import KjrError

FAILED: Final = "文件没有做成，请刷新页面再试；仍不行请告诉管理员"
"""Of what nobody can put right here; it stands in the server's log."""


class ToldFileHandler(DeferredFileHandler):
    """Makes the file, or says in our words why there is none."""

    async def handle(
        self,
        request: BackendOperationRequest,
        session_id: str,
    ) -> BackendOperationResponse:
        """Where the file lies, or a sentence."""
        make = self._get_media_file_mgr().execute_deferred
        try:
            url = await asyncio.to_thread(make, request.deferred_file.file_id)
        except Exception as error:
            told = BackendOperationResponse(request_id=request.request_id)
            told.error_msg = describe_failure(error)
            return told
        place = DeferredFileResponsePayload(url=url)
        return BackendOperationResponse(request_id=request.request_id, deferred_file=place)


def describe_failure(error: Exception) -> str:
    """What to say of a file that could not be made; a bug is written to the server's log."""
    if isinstance(error.__cause__, KjrError):
        return str(error.__cause__)
    logging.getLogger(__name__).error("a download failed", exc_info=error)
    return FAILED


def tell_failed_downloads() -> None:
    """From now on every window is told in our words."""
    app_session.DeferredFileHandler = ToldFileHandler  # type: ignore[attr-defined]
