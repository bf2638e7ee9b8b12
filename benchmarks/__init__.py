"""Benchmarks and measures: each prints its figures; none asserts. Run with `python -m benchmarks.NAME`."""
