"""Why a solution differs: by the bank of mistakes, by small edits of its text, else by where it parts."""
