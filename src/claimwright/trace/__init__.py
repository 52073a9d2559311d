"""The Claim Trace (`claimtrace/1`): what was recorded while a claim was adjudicated, and the ways to read it.

Knows no claims and no rule syntax. A trace is flat rows and a site table (`sites`); the rest reads them:

- `codec`, `archive`, `runs`: bytes, run folders, the last run folder
- `tree`: nodes with names, types and outcomes; `values`, `outcomes`, `sentences`: how they are written
- `render`, `skeleton`: tree, text and skeleton views
- `provenance`, `slices`: where a value came from, what a node depends on
- `find`, `why`, `why_not`: questions
- `diff`, `replay`: two traces, or one run again
- `export`, `answers`: the public JSON forms
"""
