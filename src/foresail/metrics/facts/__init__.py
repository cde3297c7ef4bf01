"""The facts: denormalised tables that every measure is computed from, one `.sql` file each, made at build."""
