import runpod as rp

VOWELS = "aeiou"


def run(job):
  """two-space author"""
  text = job['input']['text']
  keep = job['input'].get('keep', VOWELS)
  kept = ''.join(c for c in text if c in keep)
  return { 'kept': kept, 'dropped': len(text) - len(kept) }


if __name__ == '__main__':
  rp.serverless.start({ 'handler': run })
