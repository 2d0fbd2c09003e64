"""One running kjr: its settings, what they open, what is wrong with them, commands, example."""
