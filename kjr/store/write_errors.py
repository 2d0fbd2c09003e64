"""What an error of the disk or the share means to the person who wanted to write or read.

A share answers for its server: that a file is in use, that the line is down, or that an answer was
lost, after which nobody knows what became of what was asked.
"""

import errno
from typing import Final

IN_USE: Final = frozenset({errno.EBUSY, errno.EEXIST, errno.ETXTBSY, errno.EAGAIN})
"""Somebody's program holds the file; it may be free again in a moment."""
MAY_PASS: Final = IN_USE | {errno.EACCES, errno.EPERM}
"""Windows says of a file that is open that writing is forbidden."""
NAMELESS: Final = frozenset({errno.EIO, errno.EPERM})
"""What a share says of a failure its server has no name for: SFTP knows no full disk."""
CUT_OFF: Final = frozenset(
    code
    for code, name in errno.errorcode.items()
    if name in {"ECOMM", "EIO", "ENODEV", "ENOLINK", "ENONET", "ENXIO", "EPIPE", "EREMOTEIO"}
    or name in {"ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "ENOTCONN", "ESHUTDOWN", "ESTALE"}
    or name in {"EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETRESET", "ENETUNREACH", "ETIMEDOUT"}
)
"""The line to the server is down, or the disk is broken."""

NO_LINE: Final = "连不上文件夹所在的网络盘（断开了，或服务器没有回应）"
UNSAVED_NO_LINE: Final = f"{NO_LINE}，没有保存；工作簿没有改动，请稍后再试"
UNREAD_NO_LINE: Final = f"{NO_LINE}，稍后会自动再试"
UNREAD_IN_USE: Final = "文件暂时打不开，可能正被别人独占；稍后会自动再试"
UNSURE: Final = (
    "写到一半连不上网络盘了，不知道是否写成；请先不要重填，等网络盘恢复、页面读到以后核对：写成的"
    "会显示在表里，没有写成的会问您要不要补回"
)

OCCUPIED: Final = "文件正被占用，没有保存；工作簿没有改动，请等占用它的程序关闭后再试"
FORBIDDEN: Final = "没有写入权限（或文件正被占用），没有保存；工作簿没有改动"
LONG_NAME: Final = "文件名太长，没有保存；工作簿没有改动，请把文件名改短后再试"
OTHERWISE: Final = "写不进文件夹，没有保存；工作簿没有改动，请稍后再试，仍不行请告诉管理员"
SENTENCES: Final = {
    errno.ENOSPC: "磁盘已满，没有保存；工作簿没有改动，清出空间后再试",
    errno.EDQUOT: "磁盘配额已满，没有保存；工作簿没有改动，清出空间后再试",
    errno.EFBIG: "磁盘写不下这么大的文件，没有保存；工作簿没有改动",
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.ELOOP: "工作簿是指向自己的链接，或刚被换成链接，没有保存",
    errno.EROFS: "文件夹是只读的，没有保存；工作簿没有改动",
    errno.ENOENT: "工作簿或文件夹不在了（可能被移动、改名，或网络盘断开），没有保存",
    errno.ENAMETOOLONG: LONG_NAME,
    **dict.fromkeys(IN_USE, OCCUPIED),
    **dict.fromkeys(CUT_OFF, UNSAVED_NO_LINE),
}


def explain_write_error(error: OSError) -> str:
    """Why a file could not be written, in words for the person who wanted to."""
    return SENTENCES.get(error.errno or 0, OTHERWISE)


def explain_read_error(error: OSError) -> str:
    """Why a file could not be read, in words for whoever waits for it."""
    return UNREAD_NO_LINE if error.errno in CUT_OFF else UNREAD_IN_USE
