"""The REST API and the web application's host. Thin: what it offers is derived from declarations."""
