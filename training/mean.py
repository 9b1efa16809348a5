"""The mean of the weights of encoders of acts that go back to the same one (a model soup, Wortsman et al. 2022).

usage: mean.py OUT.pt FILE.pt FILE.pt ...
"""

import sys

import torch


def main():
    out, *paths = sys.argv[1:]
    if len(paths) < 2:
        sys.exit(__doc__)
    files = [torch.load(path, map_location="cpu", weights_only=False) for path in paths]
    for path, file in zip(paths, files):
        if file["measures"] != files[0]["measures"] or file["kind"] != files[0]["kind"]:
            sys.exit(f"{path} was taught from other reports than {paths[0]}")
    weights = [file["model"] for file in files]
    mean = {name: torch.stack([w[name] for w in weights]).mean(0) if of.is_floating_point() else of for name, of in weights[0].items()}
    torch.save({**files[0], "model": mean}, out)


if __name__ == "__main__":
    main()
