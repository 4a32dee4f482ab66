"""What the reports say together: lineage, origins, stories, incidents, series, disputes."""

from vedette.link.pipeline import link

__all__ = ["link"]
