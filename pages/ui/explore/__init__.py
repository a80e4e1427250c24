"""What Overview, Register, Trends, and Dates and slippage are put together from."""
