"""Who somebody is and how he feels: beasts, monsters, wizards, plights, outbursts."""
