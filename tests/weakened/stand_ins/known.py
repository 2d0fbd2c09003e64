"""The stand-ins there are, and what each of them stands for."""

STAND_INS = []


def instead_of(*targets):
    """Say for which ``module:name`` the decorated function makes a stand-in."""

    def known(make):
        make.targets = targets
        STAND_INS.append(make)
        return make

    return known
