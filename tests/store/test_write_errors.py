"""What an error of the disk or the share means to whoever wanted to write."""

import errno

import pytest

from kjr.store import write_errors


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘配额已满"),
        (errno.EFBIG, "磁盘写不下这么大的文件"),
        (errno.EACCES, "没有写入权限"),
        (errno.EPERM, "没有写入权限"),
        (errno.EROFS, "文件夹是只读的"),
        (errno.ENOENT, "工作簿或文件夹不在了"),
        (errno.ELOOP, "指向自己的链接"),
        (errno.EIO, "连不上文件夹所在的网络盘"),
        (errno.ENAMETOOLONG, "文件名太长"),
        (errno.EBUSY, "正被占用"),
        (errno.EINVAL, "写不进文件夹"),
        (None, "写不进文件夹"),
    ],
)
def test_every_reason_has_a_sentence_that_says_nothing_was_saved(code, words):
    said = write_errors.explain_write_error(OSError(code, "") if code else OSError())
    assert words in said
    assert "没有保存" in said or "没有改动" in said


@pytest.mark.parametrize("code", sorted(write_errors.CUT_OFF))
def test_a_line_that_is_down_is_told_to_who_writes_and_who_reads(code):
    error = OSError(code, "")
    assert write_errors.explain_write_error(error) == write_errors.UNSAVED_NO_LINE
    assert write_errors.explain_read_error(error) == write_errors.UNREAD_NO_LINE


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EBUSY, errno.EINVAL, None])
def test_a_file_that_cannot_be_read_just_now_is_read_later(code):
    error = OSError(code, "") if code else OSError()
    assert write_errors.explain_read_error(error) == write_errors.UNREAD_IN_USE
