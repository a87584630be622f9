"""Named failures of the kit. They speak to whoever writes a pack, and name no person."""


class KitError(Exception):
    """Whatever the kit refuses on purpose."""


class PackError(KitError):
    """A file of a pack is wrong; the message names the file or the id, and what to mend."""


class UnknownFormError(KitError):
    """No installed pack has this form (or this version of it)."""
