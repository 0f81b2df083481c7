"""For those who watch: music, stage, sport."""
