"""Actions written and read: keys, curves and slots, whole actions and ranges of them."""
