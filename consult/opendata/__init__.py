"""What is public, as files that anyone can take and use: one row a thing, words and codes."""

from consult.opendata.cells import safe_cell
from consult.opendata.datasets import DATASETS, Dataset

__all__ = ["DATASETS", "Dataset", "safe_cell"]
