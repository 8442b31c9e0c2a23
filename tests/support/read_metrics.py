#!/usr/bin/python3
"""Reads Prometheus' text form, or OpenMetrics (--openmetrics), from standard input with Prometheus'
own library and prints {"families": {name: type}, "samples": [{"name", "labels", "value"}]}."""
import json
import sys

from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client import parser as prometheus

parser = openmetrics if "--openmetrics" in sys.argv else prometheus
families = {}
samples = []
for family in parser.text_string_to_metric_families(sys.stdin.read()):
    families[family.name] = family.type
    samples += [{"name": each.name, "labels": each.labels, "value": each.value} for each in family.samples]
json.dump({"families": families, "samples": samples}, sys.stdout)
