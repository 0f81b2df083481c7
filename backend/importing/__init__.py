"""Published checkpoints of other projects, made into weights folders of ours."""
