class GpuWorker(object):

    def __init__(self, name):
        self.name = name
        self.served = 0

    def handler(self, job):
        self.served = self.served + 1
        what = job['input'].get('what', 'nothing')
        return {'worker': self.name, 'did': what, 'served': self.served}

    def start(self):
        return self.handler


handler = GpuWorker('w-1').start()
