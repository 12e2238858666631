"""Objects of remote stores → the bytes of shards."""
