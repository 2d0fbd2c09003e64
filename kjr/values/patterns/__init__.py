"""What patterns are made of that every Python reads alike."""
