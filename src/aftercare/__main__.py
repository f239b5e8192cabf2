"""`python -m aftercare` is the command `aftercare`."""

from aftercare.config.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
