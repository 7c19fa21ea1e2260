"""Every select of complaints; what somebody may see comes first."""
