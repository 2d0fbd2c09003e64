"""Workbooks in and out: a store moves grids of cells and knows nothing of campaigns.

``base`` has the grids and the three verbs, ``folder.folder_store`` and ``google.google_store`` keep
them; ``xlsx.worker`` opens a workbook, ``read_ahead`` many, ``files`` writes a file in one step;
``guarded`` bounds the processes in which people's files are opened and made.
"""
