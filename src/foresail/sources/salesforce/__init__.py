"""Exports of Salesforce."""
