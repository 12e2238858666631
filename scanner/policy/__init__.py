"""Report and policy → verdict."""
