"""Sentences in our own words, each computed from rows of the tables."""
