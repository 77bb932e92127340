def tie(run):
    pass
