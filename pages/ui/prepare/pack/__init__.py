"""The parts of the page on which a meeting's pack is put together, looked at and taken away."""
