"""Any compiled form of any pack as a page that works without JavaScript."""
