"""The verbs on conferences, their agenda, attendance, resolutions and minutes."""
