"""Findings of one telegram: extractors, pure, one file each."""
