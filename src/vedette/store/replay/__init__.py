"""Replay: judgements laid over what the desk reads and links, anew after every run; pure."""

from vedette.store.replay.anchors import check_split, targets_of
from vedette.store.replay.apply import apply
from vedette.store.replay.points import point_target
from vedette.store.replay.sites import site_named

__all__ = ["apply", "check_split", "point_target", "site_named", "targets_of"]
