"""The verbs of reception day: register, places and days, rota, duties, swaps."""
