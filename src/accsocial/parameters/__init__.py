"""Dated values with unit and source: standards, published figures, price indices.

constants    the numbers that stand in formulas (416, 198, 3, 8 ...)
published    figures that somebody published, with perimeter, page and exact wording
prices       INSEE's consumer price index and the two ways to read inflation from it
insee        a price file as INSEE exports it (`--prices FILE`)
"""
