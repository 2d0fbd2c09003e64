"""What is sent, printed and exported, made of blocks and figures; nothing is counted here.

Others use ``printing``, ``briefs``, ``fix_lists``, ``exports``, ``slips`` and the sub-rooms.
"""
