"""A saved run → pages that open from a file share, in English and Chinese."""
