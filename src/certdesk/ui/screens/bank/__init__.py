"""The comment bank: official words and one's own, found, edited once, taken in and given away."""
