"""What is printed or exported: PDF documents, drawn and tagged here down to their operators."""
