"""Where every unit stands: whether it fills its ledgers, and whether its closing report is in.

Others use ``filling``, ``filing_status``, ``standing`` and ``tallies``.
"""
