"""The operator's commands over the whole application: init, start, serve, worker, backup, restore."""
