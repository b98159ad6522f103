"""The page Report: what goes into a pack, what is typed for its cover, and the buttons that take it away."""
