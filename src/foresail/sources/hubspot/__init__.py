"""Exports of HubSpot."""
