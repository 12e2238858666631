"""Formats that describe a corpus as data: for catalogues, bills of materials and the pages of a hub."""
