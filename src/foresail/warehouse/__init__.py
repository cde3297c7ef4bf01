"""Where data are kept and asked: landing, generations, the one writer, the one query door. Alone imports the engines."""
