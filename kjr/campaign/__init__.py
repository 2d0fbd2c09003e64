"""One year's plan as data: ``loading`` reads and checks it, ``model`` and ``columns`` hold it.

``unit_names`` tells whose a written name is, ``suggestions`` what was probably meant by a word.
"""
