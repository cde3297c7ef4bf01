"""The command line: thin, derived from declarations."""
