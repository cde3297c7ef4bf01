"""Groups of customers that buy alike: found by clusters or by a tree, with a word on how steady they are."""
