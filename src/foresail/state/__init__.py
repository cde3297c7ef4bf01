"""What people enter and what cannot be rebuilt: users, sessions, audit, issued forecasts, views, identity decisions."""
