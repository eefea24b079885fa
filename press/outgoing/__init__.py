"""Links going out: the addresses in the data, and what their hosts say of them. Nothing else reaches the network."""
