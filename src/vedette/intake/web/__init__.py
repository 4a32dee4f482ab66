"""The only door to the network: pages and feeds, fetched politely, within limits, from public addresses.

Nothing is imported here: the parts need the `watch` extra, and reading files does not.
"""
