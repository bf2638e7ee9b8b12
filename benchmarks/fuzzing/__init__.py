"""Mutated inputs by the million: the reader must neither crash nor hang, and what it says of a text must be true of it.

usage: python -m benchmarks.fuzzing [CORPUS] [--count N] [--seed S] [--processes P] [--folder DIR] [--wrapping NAME]

CORPUS: a folder of real telegrams in .txt files, mutated beside made-up ones. Input i of a seed is the same on every machine with
the same CORPUS. Failures are saved in DIR with their seed and number, and made as small as they fail; a run that was stopped goes
on where it was. Exit code 0: nothing failed; 1: something did.
"""
