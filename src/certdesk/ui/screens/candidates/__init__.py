"""The list of candidates: taken in from a spreadsheet, matched with the portfolios, saved."""
