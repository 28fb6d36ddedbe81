"""A trainee's own evaluation as her pages show it; keys are read only for an attempt handed in."""
