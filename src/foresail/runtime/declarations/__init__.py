"""Checks that a declaration agrees with its folder, with the model and with the other declarations."""
