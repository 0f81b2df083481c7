"""The complexity strip in the animation editors: what it shows, how it is drawn, and the mouse on it."""
