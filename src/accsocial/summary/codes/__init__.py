"""What rows say as small whole numbers, and what sorting and packing them tells."""
