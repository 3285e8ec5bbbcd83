"""Statements made elsewhere, each held against the tables: supported, contradicted, not there."""

from tipanalysis.claims.judge import check_claims, claims_of
from tipanalysis.claims.questions import QUESTIONS, questions_table
from tipanalysis.claims.read import read_claims

__all__ = ["QUESTIONS", "check_claims", "claims_of", "questions_table", "read_claims"]
