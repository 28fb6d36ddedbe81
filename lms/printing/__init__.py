"""Paper: the system's typefaces and libraries, and the one press that draws PDF."""
