"""What the commands do, and how the process ends."""
