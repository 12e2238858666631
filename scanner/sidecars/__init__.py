"""What the first pass leaves for the second: findings, signatures, pages, site files ↔ disk."""
