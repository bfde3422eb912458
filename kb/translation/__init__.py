"""How do passages stand to their originals?"""
