"""Shards and a seed → which are looked at first, and what those say of all."""
