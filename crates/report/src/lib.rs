//! What other crates found, shown: terminal, Markdown, JSON, CSV, HTML. Judges nothing; what is not in its input is not in its output.
