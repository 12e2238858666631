"""Everything that the HTML and PDF reports say, in English and Chinese: one file a part of them."""
