"""What the panel's buttons do: each reads like the sentence on its button."""
