"""What people see. The only place that knows Qt."""
