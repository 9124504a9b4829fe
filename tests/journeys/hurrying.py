"""The program `consult` on a quicker clock: what waits for a slip to be undone waits less here."""

from consult.cli import main
from consult.kernel.clock import set_clock

RATE = 8.0

if __name__ == "__main__":
    set_clock(rate=RATE)
    main()
