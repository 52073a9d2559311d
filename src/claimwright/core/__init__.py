"""What every part shares: errors, money, settings. Imports nothing else of Claimwright."""
