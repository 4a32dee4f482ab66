"""Replay: judgements laid over what the desk reads and links, anew after every run; pure."""

from vedette.store.replay.anchors import check_split, targets_of
from vedette.store.replay.apply import apply

__all__ = ["apply", "check_split", "targets_of"]
