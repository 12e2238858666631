"""Texts → names of persons and places: the taggers that ship in the package."""
