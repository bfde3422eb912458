"""Which quotations and citations does a manuscript hold? A module a format reads it; two find what stands in the text."""
