"""Counties, communes, localities, institutions, the services they offer."""
