"""One shard → one report; a corpus → its reports and verdict."""
