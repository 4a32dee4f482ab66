"""Vedette: a desk that reads the news of a crisis and keeps one traceable record of it."""
