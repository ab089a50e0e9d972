from tetra_rp import LiveServerless, GpuGroup, remote

config = LiveServerless(name="double", gpus=[GpuGroup.ADA_24], workersMax=3)


@remote(resource_config=config, dependencies=["numpy"])
def double(numbers):
    import numpy

    return {"numbers": (numpy.array(numbers) * 2).tolist()}
