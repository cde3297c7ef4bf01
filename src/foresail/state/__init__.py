"""What people enter and what cannot be rebuilt: people, audit, issued forecasts, views, segments, decisions."""
