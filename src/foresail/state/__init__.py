"""What people enter and what cannot be rebuilt: users, sessions, audit, issued forecasts, saved views, decisions on identity."""
