"""The knowledge base as pages in 24 languages and an API.

``server`` listens and keeps time, ``walls`` decide who may ask what, ``app`` knows the routes; ``workers`` are processes that
answer, so that one question never holds the others; ``answering`` is what happens in them.
"""
