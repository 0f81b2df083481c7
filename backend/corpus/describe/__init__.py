"""What is said of a motion, and when: measured off its joints, or written by people who looked at it."""
