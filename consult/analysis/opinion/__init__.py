"""The opinion space: who stands near whom, what unites and what divides, and how sure that is.

Nothing is imported here: these modules load numpy and scipy, which only jobs and commands may.
"""
