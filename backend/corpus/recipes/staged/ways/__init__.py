"""Getting about: walks, climbs, falls, rolls, vehicles."""
