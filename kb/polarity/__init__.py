"""Which words of this text deny or hedge what it says? Negations and hedges, by lists of words a language."""
