"""Files as they come: encodings, archives, workbooks, separators; every one becomes rows of text with line numbers."""
