"""One year's plan as data: ledgers, columns, indicators, units, wording; loaded and checked."""
