"""What is wrong between a passage and its original? A module a kind of rule; ``checking`` asks them all."""
