"""The frozen types that cross seams: what a layer declares and what its neighbours may rely on."""
