"""docs/ goes in; a finished site comes out."""
