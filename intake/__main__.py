"""The doormat: `python -m intake` and the `intake` command both step over it into ui.command."""

import sys


def main() -> int:
    """Run the command line and return its exit code (0 done, 1 problems in answers or form, 2 could not run)."""
    from ui.command import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
