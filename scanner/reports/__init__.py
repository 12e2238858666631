"""Report and verdict → bytes."""
