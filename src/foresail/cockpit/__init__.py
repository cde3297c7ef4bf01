"""What people look at: pages that belong to no single capability, and how every block of a page is filled."""
