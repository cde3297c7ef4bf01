"""Point-in-time features that two capabilities or more share.

A declaration names one as a frame (`features:name.sql`), a `.sql` file as a table (`feature_name`, see `tables`).
"""
