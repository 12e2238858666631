"""Rule files → rules."""
