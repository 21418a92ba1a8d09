"""Sends photos to Evalloop and says what people think of the answers. Needs only `requests`."""

import argparse
import base64
import pathlib

import requests


def predict(server, path):
    image = base64.b64encode(pathlib.Path(path).read_bytes()).decode()
    return answer_of(requests.post(f"{server}/predict", json={"image": image}, timeout=30))


def flag(server, object_key):
    answer_of(requests.post(f"{server}/flag/{object_key}", timeout=30))


def correct(server, object_key, right_class):
    form = {"corrected_class": right_class}
    answer_of(requests.post(f"{server}/correct-label/{object_key}", data=form, timeout=30))


def answer_of(response):
    """Every refusal has the same body: what went wrong, and what to do about it."""
    if response.ok:
        return response.json() if response.content else None
    problem = response.json()
    parts = (problem.get(name) for name in ("title", "detail", "remedy", "details"))
    raise SystemExit("\n".join(str(part) for part in parts if part))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="+")
    parser.add_argument("--server", default="http://127.0.0.1:8000")
    parser.add_argument("--flag", action="store_true", help="say that the answers are wrong")
    parser.add_argument("--correct", metavar="CLASS", help="say which class is right")
    options = parser.parse_args()

    for photo in options.photos:
        answer = predict(options.server, photo)
        print(f"{photo}: {answer['prediction']} ({answer['probability']:.1%})")
        if options.flag:
            flag(options.server, answer["object_key"])
        if options.correct:
            correct(options.server, answer["object_key"], options.correct)


if __name__ == "__main__":
    main()
