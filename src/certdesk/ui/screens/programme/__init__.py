"""Programme: who may sign for it, and whom this desk trusts."""
