"""The code with which a reporter follows a signal."""

from gebiedswerk.code import maak_code


def volgcode(zaad):
    return maak_code("volgcode", zaad)
