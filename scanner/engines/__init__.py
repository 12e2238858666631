"""Shards → scanned shards, in this process or in several."""
