"""The front: the only place that speaks to people."""
