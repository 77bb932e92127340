def tie(run): pass
