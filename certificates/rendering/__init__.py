"""Drawing a certificate as a PDF: words, layout, fonts, QR, attachments."""
