"""Google's answers to a call it refuses, as the wire brings them."""

import json

import pytest
import requests
from gspread.exceptions import APIError

from kjr.store.google import refusals
from kjr.store.google.refusals import explain_google_error

ACCOUNT = "kjr@example.iam.gserviceaccount.com"


def answer(status, error=None, **headers):
    response = requests.Response()
    response.status_code = status
    response.headers.update(headers)
    body = {"code": status, "message": "示例", "status": "EXAMPLE"} | (error or {})
    response._content = json.dumps({"error": body}).encode()
    return explain_google_error(APIError(response), ACCOUNT)


@pytest.mark.parametrize(
    ("said", "seconds"), [("17", 17), ("0.5", 0.5), ("Sat, 08 Jun 2019 09:00:00 GMT", 0), ("", 0)]
)
def test_too_much_is_said_with_how_long_google_asks_to_wait(said, seconds):
    refusal = answer(429, **({"Retry-After": said} if said else {}))
    assert (refusal.is_busy, refusal.is_passing, refusal.after) == (True, False, seconds)
    assert (str(refusal.error), refusal.error.status) == (refusals.BUSY, 429)


@pytest.mark.parametrize("reason", ["userRateLimitExceeded", "rateLimitExceeded"])
def test_drives_way_of_saying_too_much_is_known(reason):
    assert answer(403, {"errors": [{"reason": reason}]}).is_busy


@pytest.mark.parametrize(
    ("status", "is_passing"),
    [(408, True), (409, True), (500, True), (503, True), (400, False), (404, False), (499, False)],
)
def test_what_passes_is_told_from_what_does_not(status, is_passing):
    refusal = answer(status)
    assert (refusal.is_passing, refusal.is_busy, refusal.error.status) == (
        is_passing,
        False,
        status,
    )


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (401, {}, refusals.SIGN_IN),
        (403, {}, f"请把文件夹共享给 {ACCOUNT}"),
        (404, {}, f"没有共享给 {ACCOUNT}"),
        (400, {"message": "Unable to parse range: 甲"}, refusals.NO_SHEET),
        (403, {"errors": [{"reason": "insufficientPermissions"}]}, refusals.SCOPES),
        (403, {"errors": [{"reason": "storageQuotaExceeded"}]}, "服务账号不能新建文件"),
        (
            403,
            {
                "details": [
                    {"reason": "SERVICE_DISABLED"},
                    {"metadata": {"serviceTitle": "示例接口", "activationUrl": "https://x"}},
                ]
            },
            "还没有启用 示例接口，请打开 https://x",
        ),
        (400, {"details": [{"reason": "ODD"}]}, "Google 拒绝了这次请求（400 ODD）"),
        (400, {}, "Google 拒绝了这次请求（400 EXAMPLE）"),
    ],
)
def test_every_refusal_says_what_to_do(status, error, words):
    assert words in str(answer(status, error).error)
