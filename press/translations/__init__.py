"""Data files and translations.lock -> the state of each text in each language, and what the lock file should say."""
