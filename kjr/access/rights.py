"""Who may see and do what: one table of page × deed × role, and what it means for a viewer.

>>> unit = Viewer(Role.UNIT, ("甲学会",), "甲学会")
>>> is_allowed(unit, "填报", Deed.SAVE, "甲学会"), is_allowed(unit, "填报", Deed.SAVE, "乙学会")
(True, False)
>>> [may_open_page(unit, page) for page in ("总结", "登录记录")]
[True, False]
>>> is_allowed(unit, "总结", Deed.EXPORT)
False
"""

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum
from typing import Final, NamedTuple

from kjr.errors import KjrError


class Role(StrEnum):
    """What somebody is to the campaign."""

    OFFICE = "组宣部"
    LEADER = "领导"
    UNIT = "填报单位"
    NOBODY = "没有登录"


class Deed(StrEnum):
    """What can be done on a page."""

    SEE = "看"
    PERSONAL = "看姓名和电话"
    """Private columns, telephone numbers and what people wrote, unmasked."""
    SAVE = "修改"
    EXPORT = "导出"


class Reach(Enum):
    """Of whose workbooks."""

    NONE = "—"
    OWN = "本单位"
    ALL = "全部"


class Viewer(NamedTuple):
    """Who is here."""

    role: Role
    units: tuple[str, ...] = ()
    """Those a unit's staff works for."""
    name: str = ""


class NotAllowedError(KjrError):
    """The table does not let this viewer do this."""

    def __init__(self, viewer: Viewer, page: str, deed: Deed) -> None:
        who = "请先登录" if viewer.role is Role.NOBODY else f"您是{viewer.role}"
        super().__init__(f"{who}，不能在「{page}」{deed}这里的内容；如有需要请联系组宣部")


NOBODY: Final = Viewer(Role.NOBODY)
HERE: Final = Viewer(Role.OFFICE, name="本机")
"""Whoever sits at the machine itself while no sign-in is set up."""

ALL, OWN, NONE = Reach.ALL, Reach.OWN, Reach.NONE
SEE, PERSONAL, SAVE, EXPORT = Deed
ROLES: Final = (Role.OFFICE, Role.LEADER, Role.UNIT)

TABLE: Final[Mapping[tuple[str, Deed], tuple[Reach, Reach, Reach]]] = {
    # page, deed: office, leader, unit
    ("看板", SEE): (ALL, ALL, ALL),
    ("指标", SEE): (ALL, ALL, OWN),
    ("指标", PERSONAL): (ALL, NONE, OWN),
    ("专题", SEE): (ALL, ALL, ALL),
    ("日程", SEE): (ALL, ALL, ALL),
    ("单位", SEE): (ALL, ALL, OWN),
    ("单位", EXPORT): (ALL, ALL, NONE),
    ("总结", SEE): (ALL, ALL, OWN),
    ("总结", SAVE): (ALL, NONE, NONE),
    ("总结", EXPORT): (ALL, ALL, OWN),
    ("汇报", SEE): (ALL, ALL, NONE),
    ("会场模式", SEE): (ALL, ALL, NONE),
    ("填报", SEE): (ALL, NONE, OWN),
    ("填报", PERSONAL): (ALL, NONE, OWN),
    ("填报", SAVE): (ALL, NONE, OWN),
    ("填报", EXPORT): (ALL, NONE, OWN),
    ("随手填", SEE): (ALL, NONE, OWN),
    ("随手填", SAVE): (ALL, NONE, OWN),
    ("待改", SEE): (ALL, NONE, OWN),
    ("待改", PERSONAL): (ALL, NONE, OWN),
    ("待改", EXPORT): (ALL, NONE, OWN),
    ("报送", SEE): (ALL, ALL, NONE),
    ("报送", PERSONAL): (ALL, NONE, NONE),
    ("审核", SEE): (ALL, NONE, NONE),
    ("审核", SAVE): (ALL, NONE, NONE),
    ("订正", SEE): (ALL, NONE, NONE),
    ("订正", PERSONAL): (ALL, NONE, NONE),
    ("订正", SAVE): (ALL, NONE, NONE),
    ("催报", SEE): (ALL, NONE, NONE),
    ("历史", SEE): (ALL, ALL, NONE),
    ("历史", SAVE): (ALL, NONE, NONE),
    ("历史", EXPORT): (ALL, ALL, NONE),
    ("登录记录", SEE): (ALL, NONE, NONE),
}
"""What is not in the table, nobody may do."""
PAGES: Final = tuple(dict.fromkeys(page for page, _ in TABLE))


def find_reach(viewer: Viewer, page: str, deed: Deed = SEE) -> Reach:
    """Of whose workbooks a viewer may do this."""
    if viewer.role is Role.NOBODY:
        return NONE
    return TABLE.get((page, deed), (NONE, NONE, NONE))[ROLES.index(viewer.role)]


def may_open_page(viewer: Viewer, page: str) -> bool:
    """Whether a viewer has any business on a page."""
    return find_reach(viewer, page) is not NONE


def is_allowed(viewer: Viewer, page: str, deed: Deed, unit: str = "") -> bool:
    """Whether a viewer may do this with a unit's data, or with all units' when none is named."""
    allowed = find_reach(viewer, page, deed)
    return allowed is ALL or (allowed is OWN and unit in viewer.units)


def require_right(viewer: Viewer, page: str, deed: Deed, unit: str = "") -> None:
    """Raise NotAllowedError unless the viewer may."""
    if not is_allowed(viewer, page, deed, unit):
        raise NotAllowedError(viewer, page, deed)


def select_allowed_units(
    viewer: Viewer, page: str, units: Iterable[str], deed: Deed = SEE
) -> list[str]:
    """Those of the units with whose data a viewer may do this, in their order."""
    return [unit for unit in units if is_allowed(viewer, page, deed, unit)]
