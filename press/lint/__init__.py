"""Proofreading: the words of a project -> warnings. The front door is `proof`."""
