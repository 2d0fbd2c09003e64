"""What people type and paste, as cells, and what becomes of their rows."""
