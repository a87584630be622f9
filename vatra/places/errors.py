"""What can go wrong with places, on purpose and by name."""


class PlacesError(Exception):
    """Whatever this part refuses on purpose."""


class NotACommunityError(PlacesError):
    """Only a commune, a town or a municipality can be a selected community."""


class AlreadySelectedError(PlacesError):
    """The community is on the list already on some of these days."""


class WrongDaysError(PlacesError):
    """A last day before the first."""
