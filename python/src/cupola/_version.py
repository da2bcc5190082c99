"""The version of the program that this package belongs to; a test of the house holds the two equal."""

__version__ = "0.3.0"
