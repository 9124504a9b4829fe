"""What must stay true, told as stories of a named cast."""
