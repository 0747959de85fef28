#!/usr/bin/env python3
"""Writes demo/seed-001.jsonl, seed-003.jsonl and seed-004.jsonl: the commands that say what the synthetic event lists say.

    demo-from-seeds.py DIRECTORY_OF_seedNNN_events.csv ../resources/demo

One JSON object a line: the command, who it concerns, and its fields. "as" names the event, "@name" refers to it.
The lists are reconstructions, not patients; every command says so in its source. What the lists leave open stays open.
"""
import csv
import json
import pathlib
import sys

SEEDS, TARGET = map(pathlib.Path, sys.argv[1:3])

STUDIES = {
    "001": ("Hepatectomy for liver metastases of gastrointestinal stromal tumors (synthetic reconstruction)", "001-HEPATECTOMY",
            {"HOKKAIDO": ("Hokkaido", "JP")}),
    "003": ("Surgery for metastatic gastrointestinal stromal tumors on kinase inhibitors (synthetic reconstruction)", "003-MSKCC-TKI-SURGERY",
            {"MSKCC": ("Memorial Sloan Kettering", "US")}),
    "004": ("Cytoreductive surgery during response to first-line imatinib (synthetic reconstruction)", "004-IM-CYTOREDUCTION",
            {"RU-A": ("First Russian center", "RU"), "RU-B": ("Second Russian center", "RU")}),
}
SITES = {"stomach": "STOMACH", "small_intestine": "SMALL_INTESTINE", "rectum": "RECTUM", "other": "OTHER"}
ORGANS = {"liver": "LIVER", "peritoneum": "PERITONEUM", "soft_tissue": "SOFT_TISSUE", "bone": "BONE", "other": "OTHER"}
SEXES = {"M": "MALE", "F": "FEMALE"}
DOCUMENT = "synthetic reconstruction"


def attributes(row):
    return dict(pair.split("=", 1) for pair in row["attributes"].split(";") if pair)


def source(row):
    note = row["attributes"] + (" (" + row["note"] + ")" if row["note"] else "")
    return {"document": DOCUMENT, "verbatim": note} if note else {"document": DOCUMENT}


class Patient:
    """Turns one patient's rows into commands, in their order."""

    def __init__(self, rows):
        self.rows = rows
        self.center, self.label = rows[0]["center"], rows[0]["patient"]
        self.lines = []
        self.primary = "UNKNOWN"
        self.started = self.operations = self.completely = 0

    def send(self, command, row, name=None, **fields):
        body = {"date": row["date"], **{k: v for k, v in fields.items() if v is not None}, "source": source(row)}
        line = {"command": command, "center": self.center, "patient": self.label}
        if name:
            line["as"] = name
        self.lines.append(line | {"body": body})

    def commands(self):
        self.enroll()
        for row in self.rows:
            getattr(self, row["event_type"].lower())(row, attributes(row))
        return self.lines

    def enroll(self):
        facts = {k: v for row in reversed(self.rows) for k, v in attributes(row).items()}
        body = {"subjectNumber": self.label, "sex": SEXES.get(facts.get("sex"), "UNKNOWN")}
        for age, event in (("age_at_im_start", "TREATMENT_STARTED"), ("age_at_hepatectomy", "SURGERY")):
            if age in facts:
                body["ageYears"] = int(facts[age])
                body["ageOn"] = next(row["date"] for row in self.rows if row["event_type"] == event)
        body |= {"consentBasis": "SYNTHETIC_DATA", "source": {"document": DOCUMENT}}
        self.lines.append({"command": "EnrollPatient", "center": self.center, "patient": self.label, "body": body})

    def diagnosis(self, row, at):
        self.primary = SITES[at["primary_site"]]
        self.send("RecordDiagnosis", row, primarySite=self.primary, presentation="PRIMARY")
        if at.get("kit_ihc"):
            self.send("RecordObservation", row, code="TUMOR_MARKER", item="KIT immunohistochemistry", text=at["kit_ihc"])
        mutation = at.get("mutation", "not_tested")
        if mutation == "wild_type":
            self.send("ReportGenotype", row, gene="WILD_TYPE")
        elif mutation.startswith("KIT_exon"):
            self.send("ReportGenotype", row, gene="KIT", exon=int(mutation.removeprefix("KIT_exon")))

    def metastasis_detected(self, row, at):
        organs = [ORGANS[site] for site in at.get("sites", "").split("+") if site]
        presentation = "RECURRENT" if at.get("kind") == "recurrent" else "METASTATIC"
        self.send("RecordDiagnosis", row, primarySite=self.primary, presentation=presentation, metastaticSites=organs)

    def treatment_started(self, row, at):
        assert at["drug"] == "imatinib"
        self.started += 1
        dose = int(at["dose_mg"]) if "dose_mg" in at else None
        self.send("StartImatinib", row, doseMgPerDay=dose, line=int(at["line"]) if "line" in at else None)

    def treatment_resumed(self, row, at):
        # Whoever resumes has stopped: at the operation before, as far as the list tells.
        operation = [r for r in self.rows if r["event_type"] == "SURGERY" and r["date"] < row["date"]][-1]
        self.send("StopImatinib", operation, reason="SURGERY", inferred=True)
        self.treatment_started(row, at)

    def response_assessed(self, row, at):
        criteria = "RECIST_1_1" if at.get("criteria") == "RECIST" else "NOT_STATED"
        therapy = "imatinib" if at["on"] == "imatinib" else None
        self.send("RecordResponse", row, category=at["best_response"], criteria=criteria, scope="BEST", therapy=therapy)

    def resistance_classified(self, row, at):
        growing = {"0": [False], "1": [True], "2+": [True, True]}[at["growing_tumors"]]
        lesions = [{"id": f"L{i}", "organ": "UNKNOWN", "growing": grows} for i, grows in enumerate(growing, 1)]
        self.send("RecordAssessment", row, modality="NOT_STATED", lesions=lesions)

    def surgery(self, row, at):
        self.operations += 1
        margin = at.get("residual") or {"complete": "COMPLETE", "incomplete": "INCOMPLETE"}.get(at.get("resection"), "UNKNOWN")
        if margin == "COMPLETE":
            self.completely = self.operations
        targets = ["LIVER"] if at["procedure"] == "hepatectomy" else []
        self.send("PerformResection", row, name=f"operation{self.operations}", procedure=at["procedure"].replace("_", " "),
                  targets=targets, margin=margin, intent="METASTASECTOMY")

    def progression(self, row, at):
        if at.get("kind") == "recurrence" and self.completely == self.operations > 0:
            self.send("RecordRecurrence", row, organs=[], afterResection=f"@operation{self.operations}")
            return
        self.send("RecordProgression", row,
                  criteria="RECIST_1_1" if at.get("criteria") == "RECIST" else "NOT_STATED",
                  context="ON_TKI" if at.get("on") == "imatinib" else "NOT_STATED",
                  pattern="FOCAL" if at.get("pattern") == "focal" else "NOT_STATED",
                  resistance="NOT_STATED", organs=[])

    def death(self, row, at):
        self.send("RecordDeath", row, cause={"disease": "DISEASE"}[at["cause"]])

    def last_contact(self, row, at):
        assert at["status"] == "alive"
        self.send("RecordFollowUp", row, status="ALIVE")


def script(seed):
    title, protocol, centers = STUDIES[seed]
    yield {"command": "OpenStudy", "body": {"title": title, "protocol": protocol, "origin": "SYNTHETIC"}}
    for center, (name, country) in centers.items():
        yield {"command": "ActivateCenter", "center": center, "body": {"name": name, "country": country}}
    patients = {}
    with open(SEEDS / f"seed{seed}_events.csv", newline="") as file:
        for row in csv.DictReader(file):
            patients.setdefault(row["patient"], []).append(row)
    for rows in patients.values():
        yield from Patient(rows).commands()


for seed in STUDIES:
    with open(TARGET / f"seed-{seed}.jsonl", "w") as out:
        for line in script(seed):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
