"""Machine drafts of public content, made when staff ask for them. What people write never comes here."""
