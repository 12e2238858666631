"""Everything the pages say, in English and Chinese: one file a part of the page."""
