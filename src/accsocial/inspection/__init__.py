"""What is in an extract, before any indicator: profile, control totals, layout suggestions."""
