"""A course as a folder of text files: read it, check it, load it, dump it."""
