"""The process that carries messages out, and what is made of the answers; apprise lives here."""
