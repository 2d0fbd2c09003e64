"""Accounts, codes, and a clock that the test sets."""

import datetime as dt
import secrets

from kjr.access import passcodes
from kjr.access.rights import Role, Viewer

NOON = dt.datetime(2019, 6, 8, 4, tzinfo=dt.UTC)
OFFICE = Viewer(Role.OFFICE, name="组宣部")
LEADER = Viewer(Role.LEADER, name="领导")
UNIT = Viewer(Role.UNIT, ("甲学会",), "甲学会")


def after(**passed):
    return NOON + dt.timedelta(**passed)


def issue(folder, viewer=UNIT):
    return passcodes.issue_code(folder, viewer, NOON, secrets.token_bytes)
