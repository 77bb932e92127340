"""Archives: everything that the site holds, written to a folder, and read from one into an empty database."""
