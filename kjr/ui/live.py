"""What all viewers of one process share: the campaign, the board, and figures per version."""

from __future__ import annotations

import datetime as dt
import gc
import os
from zoneinfo import ZoneInfo

import streamlit as st

from kjr import archive, declaration, example, overview, roster
from kjr.board import Board
from kjr.campaign import Campaign
from kjr.overview import Changes, Overview
from kjr.settings import Settings
from kjr.settings import read as read_settings
from kjr.store.folder import FolderStore


def settings() -> Settings:
    """Where things are on this machine."""
    try:
        secrets = dict(st.secrets.get("kjr", {}))
    except FileNotFoundError:
        secrets = {}
    return read_settings(os.environ, secrets)
