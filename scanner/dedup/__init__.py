"""Documents → near-duplicate clusters."""
