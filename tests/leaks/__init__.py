"""Nothing that is not for everyone comes out anywhere."""
