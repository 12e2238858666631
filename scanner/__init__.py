"""corpus-scanner: what a crawled corpus holds that its trainers should know before training."""

__version__ = "0.1.0.dev0"
