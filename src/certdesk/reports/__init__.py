"""What is printed or exported: PDF documents. The only place that knows reportlab."""
