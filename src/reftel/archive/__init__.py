"""The record: copies with their original bytes, telegrams, paragraphs, references and runs, in one SQLite file."""
