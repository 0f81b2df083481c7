"""Motion made from captured motion: styles of gait, poses of arms, heads, idles and the floor."""
