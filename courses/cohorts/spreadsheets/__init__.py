"""Uploaded spreadsheets as plain cells: XLSX and CSV, hostile until proved otherwise; pure."""
