"""Plain frozen values that both sides mean.  No I/O, no clock, no ids of its own."""
