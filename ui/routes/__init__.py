"""The parts of the page Routes: each asks the core one question, and draws the answer."""
