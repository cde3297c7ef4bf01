"""Do the forecasts still hold? Says when errors leave the band that they used to keep."""
