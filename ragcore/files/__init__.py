"""Files of every kind: what a file is, whether it is sound, and its cells as a table. Not what they mean."""
