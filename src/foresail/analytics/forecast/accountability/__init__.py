"""Were the forecasts right? Each as it was issued, by whom and how, against what came and the plainest guess."""
