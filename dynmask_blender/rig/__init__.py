"""What an armature is: its bones, who plays which role, how it stands at rest, what holds it."""
