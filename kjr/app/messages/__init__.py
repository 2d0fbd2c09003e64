"""Messages that leave the house: to whom, by which way, kept until it is known what became of them.

``recipients`` says who is asked where, ``ways`` by which addresses; ``parcels`` makes messages
ready, the ``outbox`` holds them, ``sending`` sends them through ``carrying``, a process of its own.
"""
