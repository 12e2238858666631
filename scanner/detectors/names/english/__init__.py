"""English text → names of persons and places, by a small convolutional network over words."""
