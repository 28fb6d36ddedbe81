"""The demonstration: a real run through the same operations, with invented people."""
