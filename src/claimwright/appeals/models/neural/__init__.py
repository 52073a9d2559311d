"""What is trained in torch: one loop, one reader of checkpoints, and a network a task."""
