"""From the files of a content pack to a programme with its keys; every fault is collected, none stops the reading."""
