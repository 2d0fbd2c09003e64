"""One running kjr: its settings, what they name, what is wrong with them, its commands, its example."""
