"""A saved run → the report that people sign, as PDF."""
