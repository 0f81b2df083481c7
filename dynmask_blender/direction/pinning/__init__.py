"""Parts of the body held at places for frames: what is pinned, sampled, and solved on the rig."""
