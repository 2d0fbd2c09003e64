"""Who may see and do what: rights, sign-in, passcodes, sessions, lock-out."""
