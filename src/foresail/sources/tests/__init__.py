"""Tests of importing, and the small company that they write out as exports."""
