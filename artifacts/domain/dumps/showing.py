def show_batch(run):
    pass
