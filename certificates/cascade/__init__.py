"""Who trained whom, generations and reach."""
