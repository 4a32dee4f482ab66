"""The web desk: pages on the record, for looking, checking and judging."""
