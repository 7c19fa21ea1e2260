"""Reception days, duties and the register as one person may see them."""
