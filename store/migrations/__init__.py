"""The steps from the tables of each release to the next; a step that was released never changes."""
