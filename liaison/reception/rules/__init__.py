"""Who may do what on reception days: `standing` who somebody is, `moves` the tables, and the rules of each verb."""
