"""Results that leave for good: tables in formats that any office opens, in a signed folder that anybody can check."""
