"""From a folder to planned loads, a survey and a mapping that a person can change."""
