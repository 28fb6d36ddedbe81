"""Content packs: parsed, checked, published as immutable versions; catalogue and lessons."""
