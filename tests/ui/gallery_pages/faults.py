"""A page that fails as nobody foresaw."""

message = "a secret of the machine room"
raise ZeroDivisionError(message)
