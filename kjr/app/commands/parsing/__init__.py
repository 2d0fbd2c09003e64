"""How a command is written: what several of them ask for, and the words of their help."""
