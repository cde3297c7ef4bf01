"""Names, numbers and addresses as people write them, brought to forms that can be compared."""
