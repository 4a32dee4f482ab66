"""Archives: shards of reports read by many processes, each into one part, done once however often it is tried."""

from vedette.bulk.engines import Engine, Local
from vedette.bulk.parts import Outcome, Task, make
from vedette.bulk.run import annotate_shards
from vedette.bulk.shards import Shard, find

__all__ = ["Engine", "Local", "Outcome", "Shard", "Task", "annotate_shards", "find", "make"]
