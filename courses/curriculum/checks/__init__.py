"""What a pack must hold beyond its format; one pure check a file, each from a pack to its faults."""
