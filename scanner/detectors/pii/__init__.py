"""Documents → findings of personal information."""
