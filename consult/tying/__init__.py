"""What interviewees have approved, proposed to the nodes of the map that its codes are."""
