"""Requirements, what is missing, completions and the acta."""
