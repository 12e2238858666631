"""Documents → detections."""
