"""What one typed cell means, and how it is said again; what must be masked."""
