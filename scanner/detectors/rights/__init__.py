"""Documents and site files → reservations and licences."""
