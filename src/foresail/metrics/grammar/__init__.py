"""The text grammar of questions, for the command line and the query string."""
