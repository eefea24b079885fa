"""docs/ goes in; a finished site, or a live preview of it, comes out."""
