"""Drive v3: files, folders, permissions, changes."""

import secrets

from .errors import drive, file_not_found, storage_full
from .files import ROOT, new_file, role_of, settle, touch
from .schema import mask, picked
from .search import ordered, query_filter, stamp
from .text_files import export

SHORT = ("kind", "id", "name", "mimeType")
READING = {"drive", "drive.readonly", "drive.metadata", "drive.metadata.readonly", "drive.file"}
WRITING = {"drive", "drive.file"}


def shown(file):
    """Everything Drive says of a file."""
    link = f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk"
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime,
        "starred": False,
        "trashed": file.trashed,
        "parents": file.parents,
        "version": str(file.version),
        "webViewLink": link,
        "createdTime": stamp(file.created),
        "modifiedTime": stamp(file.modified),
        "owners": [{"kind": "drive#user", "emailAddress": file.owner}],
        "permissions": [_owner(file), *file.permissions],
        "shared": bool(file.permissions),
    }


def _owner(file):
    return {"kind": "drive#permission", "id": "1", "type": "user", "role": "owner",
            "emailAddress": file.owner, "deleted": False, "pendingOwner": False}  # fmt: skip


def answer(world, method, parts, query, body, caller):
    """The answer to /drive/v3/…: a dict, bytes, or None for 204."""
    _scope(caller, READING if method == "GET" else WRITING)
    settle(world)
    query = {name: texts[-1] for name, texts in query.items()}
    match method, parts:
        case "GET", ["files"]:
            return _list(world, query, caller)
        case "POST", ["files"]:
            return _create(world, query, body, caller)
        case "GET", ["changes", "startPageToken"]:
            token = str(len(world.changes) + 1)
            return _cut({"kind": "drive#startPageToken", "startPageToken": token}, query,
                        "StartPageToken")  # fmt: skip
        case "GET", ["changes"]:
            return _changes(world, query, caller)
        case _, ["files", file_id, *rest]:
            return _one(world, method, _file(world, caller, file_id), rest, query, body)
    return NotImplemented


def _scope(caller, wanted):
    if caller and not {scope.rpartition("/auth/")[2] for scope in caller.scopes} & wanted:
        words = "Insufficient Permission: Request had insufficient authentication scopes."
        raise drive(403, "insufficientPermissions", words)


def _file(world, caller, file_id):
    file = world.files.get(file_id)
    if not file or not role_of(world, caller, file):
        raise file_not_found(file_id)
    return file


def _one(world, method, file, rest, query, body):
    match method, rest:
        case "GET", []:
            return _cut(shown(file), query, "File", SHORT)
        case "PATCH", []:
            return _update(world, file, query, body or {})
        case "DELETE", []:
            return _delete(world, file)
        case _, ["permissions", *which]:
            return _permissions(method, file, which, query, body or {})
    return _below(world, method, file, rest, query, body)


def _below(world, method, file, rest, query, body):
    match method, rest:
        case "POST", ["copy"]:
            return _copy(world, file, query, body or {})
        case "GET", ["export"]:
            return export(world.books[file.id], query.get("mimeType", ""))
        case "GET", ["comments"]:
            return _cut({"kind": "drive#commentList", "comments": []}, query, "CommentList")
    return NotImplemented


def _delete(world, file):
    del world.files[file.id]
    world.books.pop(file.id, None)
    world.changes.append((file.id, world.clock.now(), True))


def _cut(answer, query, kind, default=None):
    """The parts of an answer that ``fields`` asks for."""
    if "fields" in query:
        return picked(answer, mask(query["fields"], kind))
    return {name: answer[name] for name in default} if default else answer


def _list(world, query, caller):
    wanted = query_filter(query.get("q", ""), world)
    files = [f for f in world.files.values() if role_of(world, caller, f) and wanted(f)]
    files = ordered(files, query.get("orderBy", ""))
    size = int(query.get("pageSize", 100))
    if not 1 <= size <= 1000:
        words = f"Invalid value '{size}'. Values must be within the range: [1, 1000]"
        raise drive(400, "invalidParameter", words, location="pageSize")
    start = int(query.get("pageToken", "0").removeprefix("~!!~") or 0)
    page = files[start : start + size]
    answer = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(files):
        answer["nextPageToken"] = f"~!!~{start + size}"
    full = [shown(file) for file in page]
    short = "fields" not in query
    answer["files"] = [{k: one[k] for k in SHORT} for one in full] if short else full
    return _cut(answer, query, "FileList")


def _create(world, query, body, caller):
    if caller and world.settings.storage_full:
        raise storage_full()
    body = body or {}
    for parent in body.get("parents", ()):
        if parent != ROOT:
            _file(world, caller, parent)
    mime = body.get("mimeType", "application/octet-stream")
    file = new_file(world, body.get("name", "Untitled"), mime=mime, parents=body.get("parents", ()))
    if caller:
        file.owner = caller.email
    return _cut(shown(file), query, "File", SHORT)


def _update(world, file, query, body):
    file.name = body.get("name", file.name)
    file.trashed = body.get("trashed", file.trashed)
    gone = query.get("removeParents", "").split(",")
    kept = [parent for parent in file.parents if parent not in gone]
    file.parents = kept + [parent for parent in query.get("addParents", "").split(",") if parent]
    if file.id in world.books:
        world.books[file.id].properties["title"] = file.name
    touch(world, file)
    return _cut(shown(file), query, "File", SHORT)


def _copy(world, file, query, body):
    if world.settings.storage_full:
        raise storage_full()
    name = body.get("name", f"Copy of {file.name}")
    parents = body.get("parents", file.parents)
    twin = new_file(world, name, mime=file.mime, parents=parents, book=world.books.get(file.id))
    return _cut(shown(twin), query, "File", SHORT)


def _permissions(method, file, which, query, body):
    match method, which:
        case "GET", []:
            held = [_owner(file), *file.permissions]
            short = ("id", "type", "kind", "role")
            if "fields" not in query:
                held = [{k: one[k] for k in short if k in one} for one in held]
            return _cut({"kind": "drive#permissionList", "permissions": held}, query,
                        "PermissionList")  # fmt: skip
        case "POST", []:
            held = {"kind": "drive#permission", "id": secrets.token_hex(10), **body}
            held.pop("withLink", None)
            file.permissions.append(held)
            return _cut(held, query, "Permission", ("kind", "id", "type", "role"))
        case "DELETE", [permission_id]:
            file.permissions = [p for p in file.permissions if p["id"] != permission_id]
            return None
    return NotImplemented


def _changes(world, query, caller):
    start = int(query.get("pageToken", "1")) - 1
    latest = {}
    for file_id, moment, removed in world.changes[start:]:
        latest.pop(file_id, None)
        latest[file_id] = (moment, removed)
    answer = {
        "kind": "drive#changeList",
        "newStartPageToken": str(len(world.changes) + 1),
        "changes": [_change(world, *one) for one in latest.items() if _sees(world, caller, one[0])],
    }
    return _cut(answer, query, "ChangeList")


def _sees(world, caller, file_id):
    return file_id not in world.files or role_of(world, caller, world.files[file_id]) is not None


def _change(world, file_id, what):
    moment, removed = what
    head = {"kind": "drive#change", "changeType": "file", "type": "file", "time": stamp(moment)}
    head |= {"removed": removed, "fileId": file_id}
    file = world.files.get(file_id)
    return head | ({"file": {name: shown(file)[name] for name in SHORT}} if file else {})
