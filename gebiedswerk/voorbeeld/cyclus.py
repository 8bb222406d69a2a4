def schrijf(draaiboek):
    pass
