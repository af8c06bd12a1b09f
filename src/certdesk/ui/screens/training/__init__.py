"""Training: who may mark live work, calibration circles before a projector, and sessions that find the cut."""
