"""The Rubrics screen: the library of versions, the editor, what comes from other systems, and what a change does."""
