"""Games, exercises, track and water."""
