"""The fields of a customer by theme. A file of this folder that assigns `SIDES` and `TRAITS` declares some."""
