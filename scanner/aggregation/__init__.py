"""Detections and coverage → tallies and reports that add up in any order."""
