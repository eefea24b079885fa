"""A project goes in; a site that follows every edit, faults and all, comes out on localhost. The door is `serve`."""
