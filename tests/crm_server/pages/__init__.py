"""What people see: the administration and a calendar."""
