"""From a row's cells to a figure: which rows count, what each unit adds, what they make."""
