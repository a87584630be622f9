"""Official forms, registers and labels as PDF and XLSX."""
