"""Recommendations of one edition linked with those of the next."""
