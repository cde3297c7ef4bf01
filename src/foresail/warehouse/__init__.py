"""Where data are kept and asked: landing, generations, one writer, one query door. Alone imports the engines."""
