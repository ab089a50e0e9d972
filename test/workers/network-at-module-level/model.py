import torch
import torch.nn as nn
import torch.nn.functional as F
import runpod


class Net(nn.Module):
    def __init__(self, hidden=32):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(16, hidden)
        self.fc2 = nn.Linear(hidden, 2)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x)))


CLASSES = ("off", "on")
net = Net()
net.load_state_dict(torch.load("weights/net.pth", map_location="cpu"))
net.eval()


def predict(job):
    features = job["input"]["features"]
    if len(features) != 16:
        raise ValueError(f"expected 16 features, got {len(features)}")
    with torch.no_grad():
        logits = net(torch.tensor(features).float().unsqueeze(0))
        index = int(torch.argmax(logits, dim=1)) % len(CLASSES)
    return {"class": CLASSES[index], "logits": str(logits)}


runpod.serverless.start({"handler": predict})
