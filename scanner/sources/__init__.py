"""Shards → documents, and an account of everything else."""
