"""Where deals stand, what becomes of them and what each needs."""
