"""The web shell: start and privacy pages, error pages, headers, assets, compression, locale, request log."""
