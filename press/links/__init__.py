"""Released addresses: what they are, where they lead now, and how they are moved without losing one."""
