"""Formats for build servers and code forges."""
