"""What reading and linking cost, beside peers and on an archive: `make bench`, `make bench-archive`."""
