"""Archives: shards read by many processes, each into one part, done once however often tried; parts linked on disk."""

from vedette.bulk.bench import OnDisk, on_disk
from vedette.bulk.engines import Engine, Local
from vedette.bulk.parts import Outcome, Task, make
from vedette.bulk.run import annotate_shards
from vedette.bulk.shards import Shard, find

__all__ = ["Engine", "Local", "OnDisk", "Outcome", "Shard", "Task", "annotate_shards", "find", "make", "on_disk"]
