"""Where the parts of a campaign disagree with each other, and what its summary lacks."""
