"""Every page in every state, looked at by axe and on the narrowest phone."""
