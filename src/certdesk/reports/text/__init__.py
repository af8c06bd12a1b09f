"""Setting text: which font, which direction, where a line may break, and the PDF operators that show it."""
