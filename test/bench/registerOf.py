"""The register of makeRegister.mjs for the peers in Python."""
import csv


def register_of(folder):
    """Whether each entity is a company, by number, and the holdings as (holder, subject, share)."""
    number, company = {}, []
    with open(f"{folder}/entities.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            number[row["id"]] = len(company)
            company.append(row["kind"] == "company")
    with open(f"{folder}/holdings.csv", newline="", encoding="utf-8") as file:
        holdings = [(number[row["holder"]], number[row["subject"]], float(row["share"])) for row in csv.DictReader(file)]
    return company, holdings
