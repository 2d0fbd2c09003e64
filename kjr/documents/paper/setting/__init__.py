"""Blocks set as lines, tables and pages, as GB/T 9704-2012 asks: ``layout`` is its entrance."""
