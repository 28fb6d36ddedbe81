"""What this installation is: a demonstration or a real one, decided once."""
