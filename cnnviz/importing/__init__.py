"""What people have (pictures, arrays, tables, printed numbers) becomes an array or is refused in a sentence."""
