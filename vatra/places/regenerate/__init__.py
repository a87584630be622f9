"""Remake the data files from their sources. For developers; never run by the product."""
