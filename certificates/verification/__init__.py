"""The verdict, the public page, the batch and the command line."""
