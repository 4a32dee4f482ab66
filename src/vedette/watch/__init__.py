"""The watch: sources followed, indicators counted, alerts raised, and how good they are."""
