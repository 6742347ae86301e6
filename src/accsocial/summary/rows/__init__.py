"""The appointments of an extract as rows of whole numbers, in memory as far as the limit goes."""
