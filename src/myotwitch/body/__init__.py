"""The slow whole: heat, sweat, water, salts, breath and drive, over minutes to days."""
