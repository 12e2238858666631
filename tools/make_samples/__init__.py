"""A fixed seed → small synthetic shards of every format, and a list of every value planted in them."""
