#!/usr/bin/env python
# coding: utf-8

# # Word frequencies
#
# Exported from `worker.ipynb`.

# In[1]:


import runpod
from collections import Counter


# In[2]:


stopwords = {"the", "a", "of"}
sample = "the cat of the house"
Counter(w for w in sample.split() if w not in stopwords)


# In[3]:


def handler(event):
    text = event["input"]["text"]
    top = event["input"].get("top", 2)
    counts = Counter(w for w in text.split() if w not in stopwords)
    return counts.most_common(top)


handler({"input": {"text": sample}})


# In[4]:


runpod.serverless.start({"handler": handler})
