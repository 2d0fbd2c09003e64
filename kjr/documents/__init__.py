"""What is sent, printed and exported, made of blocks and figures; nothing is counted here."""
