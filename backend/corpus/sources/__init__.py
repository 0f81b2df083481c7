"""What is particular to each data set that the corpus is built from, a file a data set."""
