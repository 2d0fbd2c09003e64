"""What the rows under a header are, and what their cells mean."""
