"""What a page and its site's files say → statements about uses, and a verdict for each use."""
