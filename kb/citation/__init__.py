"""How is a passage cited, and is a quotation of it exact?"""
