"""Matched text → whether it is really one."""
