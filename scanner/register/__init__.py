"""A source register and a corpus → which source covers each document, and how what was found agrees with it."""
