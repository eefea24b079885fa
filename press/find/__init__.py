"""Pages of a language go in; the files of its search index come out. The reader's side is theme/assets/search/."""
