"""The smallest words of the language: money, time, problems, evidence, who looks. Imports nothing of ours."""
