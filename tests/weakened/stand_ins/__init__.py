"""What takes the place of a defence: each lets through just what that defence would stop.

Every function gets the real thing and gives what stands in for it.  What it needs of kjr it imports
when it is used: it is called while kjr is being imported.
"""

from . import entering, opening, showing
from .known import STAND_INS

__all__ = ["STAND_INS", "entering", "opening", "showing"]
