"""Who may see and do what: one table of the pages, and what it means for a viewer.

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

    OFFICE = "活动办"
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
        super().__init__(f"{who}，不能在「{page}」{deed}这里的内容；如有需要请联系活动办")


NOBODY: Final = Viewer(Role.NOBODY)
HERE: Final = Viewer(Role.OFFICE, name="本机")
"""Whoever sits at the machine itself while no sign-in is set up."""

ALL, OWN, NONE = Reach.ALL, Reach.OWN, Reach.NONE
SEE, PERSONAL, SAVE, EXPORT = Deed
ROLES: Final = (Role.OFFICE, Role.LEADER, Role.UNIT)

# Of whose workbooks, role by role.
EVERYBODY: Final = (ALL, ALL, ALL)
OWN_UNITS: Final = (ALL, ALL, OWN)
NO_UNITS: Final = (ALL, ALL, NONE)
NO_LEADERS: Final = (ALL, NONE, OWN)
OFFICE: Final = (ALL, NONE, NONE)


class AppPage(NamedTuple):
    """A page: menu, addresses, rights and pictures follow from what stands here."""

    title: str
    file: str
    """Below pages/, without its ending."""
    rights: Mapping[Deed, tuple[Reach, Reach, Reach]]
    """Who may do what; what is not here, nobody may do."""

    @property
    def audience(self) -> str:
        """For whom it is, which is the folder of its file."""
        return self.file.partition("/")[0]

    @property
    def address(self) -> str:
        """The last part of its address, and the name of its picture."""
        return self.file.partition("/")[2]


PAGES: Final[Mapping[str, AppPage]] = {
    page.title: page
    for page in (
        AppPage("看板", "leaders/dashboard", {SEE: EVERYBODY}),
        AppPage(
            "指标", "leaders/indicator", {SEE: OWN_UNITS, PERSONAL: NO_LEADERS, EXPORT: NO_UNITS}
        ),
        AppPage(
            "变化", "leaders/changes", {SEE: OWN_UNITS, PERSONAL: NO_LEADERS, EXPORT: NO_UNITS}
        ),
        AppPage("专题", "leaders/subject", {SEE: EVERYBODY, EXPORT: EVERYBODY}),
        AppPage("日程", "leaders/calendar", {SEE: EVERYBODY, SAVE: OFFICE, EXPORT: EVERYBODY}),
        AppPage("单位", "leaders/units", {SEE: OWN_UNITS, EXPORT: NO_UNITS}),
        AppPage("总结", "leaders/summary", {SEE: OWN_UNITS, SAVE: OFFICE, EXPORT: OWN_UNITS}),
        AppPage("汇报", "leaders/brief", {SEE: NO_UNITS}),
        AppPage("会场模式", "leaders/wall", {SEE: NO_UNITS}),
        AppPage("填报", "units/ledgers", dict.fromkeys(Deed, NO_LEADERS)),
        AppPage("随手填", "units/quick", {SEE: NO_LEADERS, SAVE: NO_LEADERS}),
        AppPage("待改", "units/problems", dict.fromkeys(Deed, NO_LEADERS) | {SAVE: OFFICE}),
        AppPage("今日", "office/today", dict.fromkeys(Deed, OFFICE)),
        AppPage(
            "报送",
            "office/status",
            {SEE: NO_UNITS, PERSONAL: OFFICE, SAVE: OFFICE, EXPORT: NO_UNITS},
        ),
        AppPage("审核", "office/review", dict.fromkeys((SEE, SAVE, EXPORT), OFFICE)),
        AppPage("订正", "office/corrections", dict.fromkeys(Deed, OFFICE)),
        AppPage("联合活动", "office/joint", dict.fromkeys((SEE, SAVE, EXPORT), OFFICE)),
        AppPage("催报", "office/reminders", dict.fromkeys(Deed, OFFICE)),
        AppPage("历史", "office/history", {SEE: NO_UNITS, SAVE: OFFICE, EXPORT: NO_UNITS}),
        AppPage("登录记录", "office/signins", dict.fromkeys((SEE, EXPORT), OFFICE)),
        AppPage("换一年", "office/renewal", dict.fromkeys((SEE, SAVE, EXPORT), OFFICE)),
    )
}
"""By title, in the order of the menu; the first is where one arrives."""


def find_reach(viewer: Viewer, page: str, deed: Deed = SEE) -> Reach:
    """Of whose workbooks a viewer may do this."""
    if viewer.role is Role.NOBODY or page not in PAGES:
        return NONE
    return PAGES[page].rights.get(deed, (NONE,) * 3)[ROLES.index(viewer.role)]


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
