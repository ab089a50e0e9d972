from tasks.registry import task


@task
def words(text):
    return len(text.split())
