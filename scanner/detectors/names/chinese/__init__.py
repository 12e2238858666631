"""Chinese text → the names of persons and places in it, by Baidu's LAC "small" network in NumPy."""
