"""One year's plan as data: its ledgers, columns, indicators, units and wording, loaded and checked."""
