"""The journal of records: submitting, receipts, quarantine, attachments, corrections."""
