"""`python -m ragcore`: the commands of the core, and the report, which is written above it."""

import sys

from ragcore.cli import main
from ui.pack.command import add_command

sys.exit(main(also=[add_command]))
