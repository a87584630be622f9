"""Work on paper: session spreadsheets with ready-made numbers, and what comes back on them."""
