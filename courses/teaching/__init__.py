"""What those who teach have in hand: guides, sheets, and the packs, booklets and tests printed from a version."""
