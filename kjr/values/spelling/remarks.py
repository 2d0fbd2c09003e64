"""Remarks beside a figure or a day that take it back, put it off, or say it is only a plan.

>>> [find_withdrawal(remark) for remark in ("取消", "计划", "因雨改期", "现场", "退休", "接待")]
['取消', '计划', '改期', '', '', '']
"""

import re
from typing import Final

REMARK: Final = re.compile(r"[(\[【〔]([^()\[\]【】〔〕\d]*)[)\]】〕]")
"""A bracket without figures."""
WITHDRAWN: Final = re.compile(
    "取消|作废|撤[销回换]|停[办止发]|暂停|叫停|[中终]止|[暂]?缓[办发期]?|推[迟后]|延[期后]|顺延"
    "|改[期为到至成在日时]|[更变]改|更正|变更|另[行定议计算报]"
    "|未(?!来|成年|婚|名)|没[有]?[发办开到来去做完]|不[计算作办开再参统]|不确[定切]"
    "|(?<![接招等看对优])待(?!遇)|(?<![模虚])拟|暂[定估]|计划|预[计定算期]|目标|指标|任务|原定|^应"
    "|^[预暂]$|报名|合并|重[复报]|[有填写错]误|[填写]错|^[错误]$|删|废|退[回还款货掉了]|[已全]退(?!休)|退$|收回|无效|缺席|请假|备用"
    "|[去上往历]年|[上往]届|累计|全年|每|人均|平均|单价"
)


def find_withdrawal(remark: str) -> str:
    """The word of a remark that takes back what it stands beside; blank if none does."""
    found = WITHDRAWN.search(remark)
    return found[0] if found else ""
