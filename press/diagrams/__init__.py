"""Relations of a book go in; Mermaid source, its drawing and its text twin come out."""
