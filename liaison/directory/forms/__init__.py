"""The shape of what is filled in: forms of pages, and the workbook of a roster."""
