"""Google's refusals in words that say what to do."""

from typing import Final, NamedTuple

from google.auth.exceptions import GoogleAuthError, TransportError
from gspread.exceptions import APIError
from requests import RequestException

from kjr.errors import KjrError


class GoogleError(KjrError):
    """Google would not or could not do it."""

    def __init__(self, words: str, status: int = 0, reason: str = "") -> None:
        super().__init__(words)
        self.status = status
        self.reason = reason


class BusyError(GoogleError):
    """Too many calls this minute; nothing was done."""


class UnsureError(GoogleError):
    """No answer came: it may have been done or not."""


class Refusal(NamedTuple):
    """What went wrong with a call, and whether it may pass."""

    error: GoogleError
    is_busy: bool = False
    is_passing: bool = False
    after: float = 0
    """Seconds Google asks us to wait, if it does."""


BUSY: Final = "Google 说这一分钟的请求太多了，请过一分钟再试"
OFFLINE: Final = "连不上 Google，请检查网络；内地网络通常要设好 HTTPS_PROXY 再启动"
PASSING: Final = "Google 暂时出了故障（{}），稍后会自动再试"
SIGN_IN: Final = (
    "Google 不认这把密钥：可能已被删除或停用，也可能这台机器的时钟不准；"
    "请校准时钟，仍不行就在控制台重新下载一份 JSON 密钥"
)
SCOPES: Final = "密钥的授权范围不够，请用 spreadsheets 和 drive.metadata.readonly 两项"
REASONS: Final = {
    "SERVICE_DISABLED": "项目里还没有启用 {service}，请打开 {link} 点「启用」，几分钟后再试",
    "storageQuotaExceeded": "服务账号不能新建文件，请自己用模板复制一份，放进共享的文件夹",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": SCOPES,
    "insufficientPermissions": SCOPES,
}
STATUSES: Final = {
    401: SIGN_IN,
    403: "没有权限，请把文件夹共享给 {account}，权限选「编辑者」",
    404: "文件已被删除、移走，或者没有共享给 {account}",
}
NO_RANGE: Final = "Unable to parse range"
NO_SHEET: Final = "工作表不见了或改了名"
OTHER: Final = "Google 拒绝了这次请求（{} {}），请把这句话告诉维护的人"


def explain_google_error(
    error: APIError | RequestException | GoogleAuthError, account: str
) -> Refusal:
    """An exception of gspread, requests or google-auth in our words."""
    if isinstance(error, APIError):
        return _answered(error, account)
    if isinstance(error, RequestException | TransportError) or error.retryable:
        return Refusal(GoogleError(OFFLINE), is_passing=True)
    return Refusal(GoogleError(SIGN_IN, 401))


def _answered(error: APIError, account: str) -> Refusal:
    status = error.response.status_code
    reason = _reason(error)
    if status == 429 or reason in {"userRateLimitExceeded", "rateLimitExceeded"}:
        return Refusal(BusyError(BUSY, status, reason), is_busy=True, after=_after(error))
    if status in (408, 409) or status >= 500:
        return Refusal(GoogleError(PASSING.format(status), status, reason), is_passing=True)
    return Refusal(GoogleError(_words(error, status, reason, account), status, reason))


def _words(error: APIError, status: int, reason: str, account: str) -> str:
    if NO_RANGE in str(error.error.get("message")):
        return NO_SHEET
    known = REASONS.get(reason) or STATUSES.get(status)
    if not known:
        return OTHER.format(status, reason or error.error.get("status", ""))
    details = error.error.get("details", ())
    facts: dict[str, str] = next((each["metadata"] for each in details if "metadata" in each), {})
    service, link = facts.get("serviceTitle", "接口"), facts.get("activationUrl", "控制台")
    return known.format(account=account, service=service, link=link)


def _reason(error: APIError) -> str:
    """Why, in Google's one word; Drive and Sheets keep it in different places."""
    said = (*error.error.get("errors", ()), *error.error.get("details", ()))
    return next((str(each["reason"]) for each in said if "reason" in each), "")


def _after(error: APIError) -> float:
    try:
        return float(error.response.headers.get("Retry-After", 0))
    except ValueError:
        return 0
