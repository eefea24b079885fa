"""A project -> what editors of its data need: a schema of each file with the ids that may stand there, and settings."""
