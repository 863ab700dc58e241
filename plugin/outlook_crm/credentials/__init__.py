"""The encrypted vault: where passwords, API keys and tokens are, and nowhere else."""
