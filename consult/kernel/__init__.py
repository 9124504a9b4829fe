"""What every room stands on; each module here is a door of its own."""
