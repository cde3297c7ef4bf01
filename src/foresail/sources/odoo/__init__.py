"""Exports of Odoo."""
