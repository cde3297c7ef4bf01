"""Point-in-time features that two capabilities or more share: `features:name.sql` in a declaration."""
