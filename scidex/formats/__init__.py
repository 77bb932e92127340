"""How dates are written, by language, where a language is written otherwise here than by Django."""
