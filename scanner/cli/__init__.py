"""Words on the command line → calls → exit code."""
