"""A subject index, as at the back of a book: the words that people use, and the provisions that answer to them.

The files beside this one are written by hand. A line is `citations = words`, citations apart by commas, words by
semicolons; `#` begins a remark. Citations that a corpus does not hold are passed over.
"""
