"""What one typed cell means, and how it is said again: numbers, days, spans, and what must be masked."""
