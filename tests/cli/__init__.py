"""The program and the doctor."""
