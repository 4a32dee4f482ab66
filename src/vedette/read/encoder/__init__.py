"""A small sentence encoder on onnxruntime: word pieces in, vectors or tags out; the same every time, on one core."""

from vedette.read.encoder.graph import Graph, load_graph
from vedette.read.encoder.wordpieces import CLS, SEP, WordPieces, load_wordpieces

__all__ = ["CLS", "SEP", "Graph", "WordPieces", "load_graph", "load_wordpieces"]
