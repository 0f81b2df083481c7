"""How fast generation is, and how close to what this machine's matrix products allow."""
