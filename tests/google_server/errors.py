"""Answers that refuse, worded as the service words them."""

TYPE = "type.googleapis.com/google.rpc."
STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
PROJECT = "project_number:123456789012"


class ApiError(Exception):
    """A refusal with its HTTP status and JSON body."""

    def __init__(self, code, message, *, details=None, body=None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details
        self._body = body

    @property
    def body(self):
        if self._body is not None:
            return self._body
        error = {"code": self.code, "message": self.message, "status": STATUS[self.code]}
        if self.details:
            error["details"] = self.details
        return {"error": error}


def bad(message):
    return ApiError(400, message)


def bad_fields(violations, message=None):
    """A payload that does not fit the schema: (field, description) pairs."""
    listed = [
        {"field": field, "description": text} if field else {"description": text}
        for field, text in violations
    ]
    details = [{"@type": TYPE + "BadRequest", "fieldViolations": listed}]
    words = message or "\n".join(text for _, text in violations)
    return ApiError(400, words, details=details)


def bad_mask(path):
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return bad_fields([("fields", text)], "Request contains an invalid argument.")


def not_found():
    return ApiError(404, "Requested entity was not found.")


def forbidden():
    return ApiError(403, "The caller does not have permission")


def _info(reason, metadata):
    return {
        "@type": TYPE + "ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": metadata,
    }


def unauthenticated():
    words = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
        "cookie or other valid authentication credential. "
        "See https://developers.google.com/identity/sign-in/web/devconsole-project."
    )
    info = _info("ACCESS_TOKEN_TYPE_UNSUPPORTED", {"service": "sheets.googleapis.com"})
    return ApiError(401, words, details=[info])


def scope_missing(service):
    words = "Request had insufficient authentication scopes."
    info = _info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", {"service": service})
    return ApiError(403, words, details=[info])


def disabled(service):
    name = {"sheets.googleapis.com": "Google Sheets API"}.get(service, "Google Drive API")
    project = PROJECT.removeprefix("project_number:")
    link = f"https://console.developers.google.com/apis/api/{service}/overview?project={project}"
    words = (
        f"{name} has not been used in project {project} before or it is disabled. Enable it by "
        f"visiting {link} then retry. If you enabled this API recently, wait a few minutes for "
        "the action to propagate to our systems and retry."
    )
    metadata = {
        "service": service,
        "consumer": f"projects/{project}",
        "serviceTitle": name,
        "activationUrl": link,
    }
    links = [{"description": "Google developers console API activation", "url": link}]
    help_ = {"@type": TYPE + "Help", "links": links}
    return ApiError(403, words, details=[_info("SERVICE_DISABLED", metadata), help_])


def over_quota(kind, per, limit):
    """429: ``kind`` is Read or Write, ``per`` is "user" or "project"."""
    suffix = " per user" if per == "user" else ""
    metric = f"sheets.googleapis.com/{kind.lower()}_requests"
    words = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per "
        f"minute{suffix}' of service 'sheets.googleapis.com' for consumer '{PROJECT}'."
    )
    metadata = {
        "quota_metric": metric,
        "quota_limit": f"{kind}RequestsPerMinutePer{per.capitalize()}",
        "quota_limit_value": str(limit),
        "quota_location": "global",
        "quota_unit": "1/min/{project}/{user}" if per == "user" else "1/min/{project}",
        "consumer": PROJECT.replace("project_number:", "projects/"),
        "service": "sheets.googleapis.com",
    }
    url = "https://cloud.google.com/docs/quotas/help/request_increase"
    links = [{"description": "Request a higher quota limit.", "url": url}]
    help_ = {"@type": TYPE + "Help", "links": links}
    return ApiError(429, words, details=[_info("RATE_LIMIT_EXCEEDED", metadata), help_])


def drive(code, reason, message, *, domain="global", location=None):
    """Drive answers in an older shape, with a list of errors."""
    one = {"message": message, "domain": domain, "reason": reason}
    if location:
        one |= {"location": location, "locationType": "parameter"}
    error = {"code": code, "message": message, "errors": [one]}
    return ApiError(code, message, body={"error": error})


def file_not_found(file_id):
    return drive(404, "notFound", f"File not found: {file_id}.", location="fileId")


def storage_full():
    words = "The user's Drive storage quota has been exceeded."
    return drive(403, "storageQuotaExceeded", words, domain="usageLimits")
