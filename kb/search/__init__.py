"""Which statements have these words?"""
