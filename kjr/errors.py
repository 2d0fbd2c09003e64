"""What a person can put right."""


class KjrError(Exception):
    """Something a person can mend; its text is a Chinese sentence and is shown as it is."""
