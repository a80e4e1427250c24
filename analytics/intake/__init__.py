"""Intake: a file as its owner sent it becomes rows in the standard layout, faults as sentences, and anomalies."""
