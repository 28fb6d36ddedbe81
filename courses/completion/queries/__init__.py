"""Reading how people stand, and the actas that closed their lists."""
