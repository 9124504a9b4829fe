"""The cellar: pure functions over plain data, which know nothing but their arguments."""
