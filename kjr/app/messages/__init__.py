"""Messages that leave the house: to whom, by which way, kept until it is known what became of them.

``recipients`` says who is asked where, ``channels`` by which ways; the ``outbox`` holds what is to
be sent, ``sending`` sends it through a ``carrier``, a process of its own.
"""
