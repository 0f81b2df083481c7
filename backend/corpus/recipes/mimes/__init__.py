"""Acts of the upper body that nobody captured: keyed places of the wrists on captured bases."""
