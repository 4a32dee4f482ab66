"""What each page shows, as plain values made from the record; the JSON interface writes the same values."""
