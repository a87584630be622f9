"""Settings, addresses, and the way into the web server."""
