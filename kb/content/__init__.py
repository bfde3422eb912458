"""What stands in the files?"""
