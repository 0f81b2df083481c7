"""Actions found in a motion's joints: kicks, punches, jumps, exercises."""
