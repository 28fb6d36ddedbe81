"""The verbs of evaluation; every one commits before it returns: what was acknowledged survives the process."""
