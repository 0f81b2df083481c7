"""Fighting: blows, holds, blades, guns, and what is done against them."""
