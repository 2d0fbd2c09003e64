"""The summary (活动总结) as blocks: others use ``city_summary``, ``unit_report``, ``rewording``."""
