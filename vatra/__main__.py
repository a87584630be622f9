"""`python -m vatra` is the `vatra` command."""

from vatra.cli.main import main

if __name__ == "__main__":
    main()
