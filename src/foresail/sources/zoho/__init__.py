"""Exports of Zoho CRM."""
