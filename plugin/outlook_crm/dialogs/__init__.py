"""What happens behind each window: one small module a window, and the desk that has them all."""
