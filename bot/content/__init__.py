"""What the office says: read from the staff's YAML files, checked, and shown word for word."""
