"""Coverage: is there enough pipeline for what is missing to the target?"""
