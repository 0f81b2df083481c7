"""The training corpus: captured motion with captions, built from CMU's files into one compact file."""
