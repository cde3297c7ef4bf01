"""What drivers do, and how sure that is."""
