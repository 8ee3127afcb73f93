"""Tables of cells: from spreadsheets, .csv files and whatever else parts numbers by a mark or by blanks."""
