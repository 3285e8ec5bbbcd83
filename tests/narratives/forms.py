"""Narratives of imaginary countries in each form that the Report has had; no sentence of it."""

from __future__ import annotations

from dataclasses import dataclass, field

NAMES = {
    "XAA": "Alandria",
    "XBB": "Borduria",
    "XCC": "Cagnova",
    "XDD": "Democratic Republic of Dorn",
    "XEE": "Saint Elba and the Isles",
    "XFF": "Côte d'Fer",
}
OTHERS = {"XDD": ["Dorn, Democratic Republic of"], "XEE": ["St. Elba and the Isles"]}


@dataclass(frozen=True)
class Form:
    """One narrative as printed, and what is to be read from it."""

    edition: int
    iso3: str
    text: str
    heading: str
    tier: str | None
    movement: str | None = None
    years: int | None = None
    waiver: bool = False
    status: str = "ranked"
    #: Section to its first and last words.
    sections: dict[str, tuple[str, str]] = field(default_factory=dict)
    sentence: int | None = None


_PROFILE = (
    "Alandria is a source and transit country for women who are trafficked to the port cities "
    "of Borduria. Brokers hold the passports of weavers."
)
_P3 = {
    "prosecution": ("Courts in the north", "judges were moved."),
    "protection": ("One shelter took in", "its roof leaked."),
    "prevention": ("Posters hung in", "few could read them."),
}
_PROSECUTION = "Courts in the north heard four cases. Two judges were moved."
_PROTECTION = "One shelter took in nine women. In winter its roof leaked."
_PREVENTION = "Posters hung in ferry halls. By the ferrymen's count few could read them."
_LAST = (
    "In recent years gangs from Alandria have taken boys to the salt pans. Girls work unpaid "
    "in roadside inns."
)
_LAST_ENDS = ("In recent years gangs", "in roadside inns.")

FORM_2001 = Form(
    2001, "XAA",
    f"Alandria (Tier 2)\n{_PROFILE}\n"
    "The Government of Alandria does not yet fully meet the minimum standards; however, it is "
    "making significant efforts to do so. A bill lies before the assembly. No shelter is open.",
    "Alandria (Tier 2)", "Tier 2",
    sections={
        "assessment": ("The Government of Alandria does", "No shelter is open."),
        "profile": ("Alandria is a source", "passports of weavers."),
    },
    sentence=1,
)  # fmt: skip
FORM_2002 = Form(
    2002, "XBB",
    "Borduria (Tier 3)\nBorduria is a country of origin for trafficked girls.\n"
    "The Government of Borduria does not yet meet minimum standards and is not making "
    "significant efforts to do so. Ministers deny the matter.",
    "Borduria (Tier 3)", "Tier 3",
    sections={
        "assessment": ("The Government of Borduria", "deny the matter."),
        "profile": ("Borduria is a country", "for trafficked girls."),
    },
    sentence=1,
)  # fmt: skip
FORM_2003 = Form(
    2003, "XAA",
    f"ALANDRIA (Tier 1)\n{_PROFILE}\n"
    "The Government of Alandria fully complies with the minimum standards for the elimination of "
    f"trafficking. Its police have a unit.\nPrevention\n{_PREVENTION}\n"
    f"Prosecution\n{_PROSECUTION}\nProtection\n{_PROTECTION}",
    "ALANDRIA (Tier 1)", "Tier 1",
    sections={
        **_P3,
        "assessment": ("The Government of Alandria fully", "have a unit."),
        "profile": ("Alandria is a source", "passports of weavers."),
    },
    sentence=1,
)  # fmt: skip
FORM_2004 = Form(
    2004, "XAA",
    f"ALANDRIA (TIER 2)\n\n{_PROFILE}\n\n"
    "The Government of Alandria does not fully comply with the minimum standards for the "
    "elimination of trafficking; however, it is making significant efforts to do so. The assembly "
    f"should pass the bill.\n\nProsecution\n\n{_PROSECUTION}\n\nProtection\n{_PROTECTION}\n\n"
    f"Prevention\n{_PREVENTION}",
    "ALANDRIA (TIER 2)", "Tier 2",
    sections={
        **_P3,
        "assessment": ("The Government of Alandria does", "should pass the bill."),
        "profile": ("Alandria is a source", "passports of weavers."),
    },
    sentence=1,
)  # fmt: skip
FORM_2006 = Form(
    2006, "XBB",
    "BORDURIA (TIER 2 - WATCH LIST)\nBorduria is a destination country for miners who are "
    "trafficked. Some are boys.\n"
    "The Government of Borduria does not fully comply with the minimum standards for the "
    "elimination of trafficking; however, it is making significant efforts to do so. Borduria is "
    "placed on Tier 2 Watch List for its failure to show growing effort. It should train guards.\n"
    f"Prosecution\n{_PROSECUTION}\nProtection\n{_PROTECTION}\nPrevention\n{_PREVENTION}",
    "BORDURIA (TIER 2 - WATCH LIST)", "Tier 2 Watch List",
    sections={
        **_P3,
        "assessment": ("The Government of Borduria", "should train guards."),
        "profile": ("Borduria is a destination", "Some are boys."),
    },
    sentence=2,
)  # fmt: skip
FORM_2009 = Form(
    2009, "XBB",
    "BORDURIA (Tier 2 Watch List)\nBorduria is a destination country for miners. Women are "
    "trafficked for the purposes of forced housework.\n"
    "The Government of Borduria does not fully comply with the minimum standards for the "
    "elimination of trafficking; however, it is making significant efforts to do so. Borduria's "
    "placement on Tier 2 Watch List is due to its few trials.\n"
    f"Prosecution\n{_PROSECUTION}\nProtection\n{_PROTECTION}\nPrevention\n{_PREVENTION}",
    "BORDURIA (Tier 2 Watch List)", "Tier 2 Watch List",
    sections={
        **_P3,
        "assessment": ("The Government of Borduria", "its few trials."),
        "profile": ("Borduria is a destination", "forced housework."),
    },
    sentence=2,
)  # fmt: skip
FORM_2012 = Form(
    2012, "XBB",
    "BORDURIA (Tier 2 Watch List)\nBorduria is a source country for miners. They are subjected to "
    "forced labor.\nWomen from the hills are taken across the river. Their debts grow.\n"
    "The Government of Borduria does not fully comply with the minimum standards for the "
    "elimination of trafficking; however, it is making significant efforts to do so. Borduria was "
    "granted a waiver from an otherwise required downgrade to Tier 3 because it has a written "
    "plan; therefore, Borduria is placed on Tier 2 Watch List for a third consecutive year.\n"
    "Recommendations for Borduria: Draft a law; open a shelter; and keep records of trials.\n"
    f"Prosecution\n{_PROSECUTION}\nProtection\n{_PROTECTION}\nPrevention\n{_PREVENTION}",
    "BORDURIA (Tier 2 Watch List)", "Tier 2 Watch List", "remained", 3, True,
    sections={
        **_P3,
        "assessment": ("The Government of Borduria", "third consecutive year."),
        "recommendations": ("Draft a law;", "records of trials."),
        "profile": ("Borduria is a source", "Their debts grow."),
    },
    sentence=2,
)  # fmt: skip
FORM_2014 = Form(
    2014, "XCC",
    "CAGNOVA (Tier 3)\nCagnova is a destination country for men subjected to forced labor on "
    "boats.\nIn earlier reports Cagnova was granted a waiver from a downgrade, and a waiver is no "
    "longer to be had. The Government of Cagnova does not fully comply with the minimum standards "
    "for the elimination of trafficking and is not making significant efforts to do so. It is "
    "therefore placed on Tier 3.\n"
    "Recommendations for Cagnova: Search boats; punish captains who beat their crews.\n"
    f"Prosecution\n{_PROSECUTION}\nProtection\n{_PROTECTION}\nPrevention\n{_PREVENTION}",
    "CAGNOVA (Tier 3)", "Tier 3",
    sections={
        **_P3,
        "assessment": ("In earlier reports Cagnova", "placed on Tier 3."),
        "recommendations": ("Search boats;", "beat their crews."),
        "profile": ("Cagnova is a destination", "labor on boats."),
    },
    sentence=3,
)  # fmt: skip
FORM_2015 = Form(
    2015, "XCC",
    "CAGNOVA: Tier 3\nCagnova is a destination country for men subjected to forced labor on "
    "boats.\nThe Government of Cagnova does not fully comply with the minimum standards for the "
    "elimination of trafficking and is not making significant efforts to do so. Crews were fined."
    "\nRECOMMENDATIONS FOR CAGNOVA:\nSearch boats; punish captains who beat their crews.\n"
    f"PROSECUTION\n{_PROSECUTION}PROTECTION\n{_PROTECTION}\nPREVENTION\n{_PREVENTION}",
    "CAGNOVA: Tier 3", "Tier 3",
    sections={
        **_P3,
        "assessment": ("The Government of Cagnova", "Crews were fined."),
        "recommendations": ("Search boats;", "beat their crews."),
        "profile": ("Cagnova is a destination", "labor on boats."),
    },
    sentence=1,
)  # fmt: skip
FORM_2017 = Form(
    2017, "XAA",
    "ALANDRIA: TIER 2 WATCH LIST\nThe Government of Alandria does not fully meet the minimum "
    "standards for the elimination of trafficking; however, it is making significant efforts to "
    "do so. It hired clerks. Therefore, Alandria was downgraded to Tier 2 Watch List.\n"
    "RECOMMENDATIONS FOR ALANDRIA\nPass the bill; mend the roof of the shelter.\n"
    f"PROSECUTION\n{_PROSECUTION}\nPROTECTION\n{_PROTECTION}\nPREVENTION\n{_PREVENTION}\n"
    f"TRAFFICKING PROFILE\n{_LAST}",
    "ALANDRIA: TIER 2 WATCH LIST", "Tier 2 Watch List", "downgraded",
    sections={
        **_P3,
        "assessment": ("The Government of Alandria", "Tier 2 Watch List."),
        "recommendations": ("Pass the bill;", "roof of the shelter."),
        "profile": _LAST_ENDS,
    },
    sentence=3,
)  # fmt: skip
FORM_2018 = Form(
    2018, "XEE",
    "ST. ELBA AND THE\nISLES: TIER 2\nWATCH LIST\nThe Government of St. Elba and the Isles does "
    "not fully meet the minimum standards for the elimination of trafficking; however, it is "
    "making significant efforts to do so. St. Elba and the Isles was granted a waiver per the law "
    "from an otherwise required downgrade to Tier 3. Therefore St. Elba and the Isles remained on "
    "Tier 2 Watch List for the fourth consecutive year.\n"
    "RECOMMENDATIONS FOR ST. ELBA AND THE ISLES Pass the bill (including its annex; and tables); "
    "mend the roof of the shelter.\n"
    f"PROSECUTION {_PROSECUTION} PROTECTION {_PROTECTION} PREVENTION {_PREVENTION} "
    f"TRAFFICKING PROFILE: {_LAST}",
    "ST. ELBA AND THE ISLES: TIER 2 WATCH LIST", "Tier 2 Watch List", "remained", 4, True,
    sections={
        **_P3,
        "assessment": ("The Government of St. Elba", "fourth consecutive year."),
        "recommendations": ("Pass the bill", "roof of the shelter."),
        "profile": _LAST_ENDS,
    },
    sentence=3,
)  # fmt: skip
FORM_2019 = Form(
    2019, "XDD",
    "DORN, DEMOCRATIC\nREPUBLIC OF: Tier 2\nThe Government of the Democratic Republic of Dorn "
    "does not fully meet the minimum standards for the elimination of trafficking but is making "
    "significant efforts to do so. It showed greater efforts; therefore the Democratic Republic "
    "of Dorn was upgraded to Tier 2. These efforts included new courts. However, clerks were few."
    "\nPRIORITIZED RECOMMENDATIONS\nPass the bill. • Mend the roof. • Count the cases.\n"
    f"PROSECUTION{_PROSECUTION}PROTECTION{_PROTECTION}PREVENTION{_PREVENTION}"
    f"TRAFFICKING PROFILE{_LAST}",
    "DORN, DEMOCRATIC REPUBLIC OF: Tier 2", "Tier 2", "upgraded",
    sections={
        **_P3,
        "assessment": ("The Government of the", "clerks were few."),
        "recommendations": ("Pass the bill.", "Count the cases."),
        "profile": _LAST_ENDS,
    },
    sentence=2,
)  # fmt: skip
FORM_2020 = Form(
    2020, "XAA",
    "ALANDRIA: Tier 1\nThe Government of Alandria fully meets the minimum standards for the "
    "elimination of trafficking. It kept at it; therefore Alandria remained on Tier 1. It built "
    "a second shelter.\n"
    "PRIORITIZED RECOMMENDATIONS:\nPass the bill.Mend the roof.Count the cases.\n"
    f"PROSECUTION\n{_PROSECUTION}\nPROTECTION\n{_PROTECTION}\nPREVENTION\n{_PREVENTION}\n"
    f"TRAFFICKING PROFILE:\n{_LAST}",
    "ALANDRIA: Tier 1", "Tier 1", "remained",
    sections={
        **_P3,
        "assessment": ("The Government of Alandria", "a second shelter."),
        "recommendations": ("Pass the bill.Mend", "Count the cases."),
        "profile": _LAST_ENDS,
    },
    sentence=2,
)  # fmt: skip
FORM_2021 = Form(
    2021, "XBB",
    "BORDURIA: Tier 3\nThe Government of Borduria does not fully meet the minimum standards for "
    "the elimination of trafficking and is not making significant efforts to do so, even "
    "considering the impact of the pandemic; therefore Borduria remained on Tier 3. Despite this "
    "it taught guards.\n"
    "PRIORITIZED RECOMMENDATIONS:\nPass the bill. • Mend the roof.\n"
    f"PROSECUTION\n{_PROSECUTION}\nPROTECTION\n{_PROTECTION}\nPREVENTION\n{_PREVENTION}\n"
    f"TRAFFICKING PROFILE:\n{_LAST}",
    "BORDURIA: Tier 3", "Tier 3", "remained",
    sections={
        **_P3,
        "assessment": ("The Government of Borduria", "it taught guards."),
        "recommendations": ("Pass the bill.", "Mend the roof."),
        "profile": _LAST_ENDS,
    },
    sentence=1,
)  # fmt: skip
FORM_2022 = Form(
    2022, "XFF",
    "CÔTE D’FER (Tier 2)\nThe Government of Côte d’Fer does not fully meet the minimum standards "
    "for the elimination of trafficking but is making significant efforts to do so. It did more, "
    "considering the impact of COVID-19 on its staff; therefore Côte d’Fer remained on Tier 2.\n"
    "PRIORITIZED RECOMMENDATIONS:\n• Pass the bill.\n• Mend the roof.\n• Count the cases.\n"
    f"PROSECUTION\n{_PROSECUTION}\nPROTECTION\n{_PROTECTION}\nPREVENTION\n{_PREVENTION}\n"
    f"TRAFFICKING PROFILE:\n{_LAST}",
    "CÔTE D'FER (Tier 2)", "Tier 2", "remained",
    sections={
        **_P3,
        "assessment": ("The Government of Côte", "on Tier 2."),
        "recommendations": ("• Pass the bill.", "• Count the cases."),
        "profile": _LAST_ENDS,
    },
    sentence=2,
)  # fmt: skip
FORM_2023 = Form(
    2023, "XAA",
    "ALANDRIA (Tier 2 Watch List)\nThe Government of Alandria does not fully meet the minimum "
    "standards for the elimination of trafficking but is making significant efforts to do so. It "
    "made key gains, such as a first trial; therefore Alandria was upgraded to Tier 2 Watch List. "
    "However, clerks were few.\n"
    "Prioritized Recommendations\nPass the bill.\nMend the roof.\nCount the cases.\n"
    f"Prosecution\n{_PROSECUTION}\nProtection\n{_PROTECTION}\nPrevention\n{_PREVENTION}\n"
    f"Trafficking Profile\n{_LAST}",
    "ALANDRIA (Tier 2 Watch List)", "Tier 2 Watch List", "upgraded",
    sections={
        **_P3,
        "assessment": ("The Government of Alandria", "clerks were few."),
        "recommendations": ("Pass the bill.", "Count the cases."),
        "profile": _LAST_ENDS,
    },
    sentence=2,
)  # fmt: skip
FORM_2024 = Form(
    2024, "XCC",
    "CAGNOVA (Tier 2)\nThe Government of Cagnova does not fully meet the minimum standards for "
    "the elimination of trafficking but is making significant efforts to do so. It did as much "
    "compared with the last period; therefore Cagnova was downgraded to Tier 2.\n"
    "* Pass the bill.\n* Mend the roof.\n* Count the cases.\n"
    f"PROSECUTION\n{_PROSECUTION}\nPROTECTION\n{_PROTECTION}\nPREVENTION\n{_PREVENTION}\n"
    f"TRAFFICKING PROFILE:\n{_LAST}",
    "CAGNOVA (Tier 2)", "Tier 2", "downgraded",
    sections={
        **_P3,
        "assessment": ("The Government of Cagnova", "to Tier 2."),
        "recommendations": ("* Pass the bill.", "* Count the cases."),
        "profile": _LAST_ENDS,
    },
    sentence=2,
)  # fmt: skip
SPECIAL_2018 = Form(
    2018, "XEE",
    "SPECIAL CASE: ST. ELBA AND THE ISLES\nSt. Elba and the Isles remains a Special Case for the "
    "twenty-first consecutive year. The council held one port.\n"
    f"GOVERNMENT EFFORTS\n{_PROSECUTION}\nTRAFFICKING PROFILE\n{_LAST}",
    "SPECIAL CASE: ST. ELBA AND THE ISLES", None, "remained", 21, False, "special case",
    sections={
        "assessment": ("St. Elba and the", "held one port."),
        "efforts": ("Courts in the north", "judges were moved."),
        "profile": _LAST_ENDS,
    },
    sentence=1,
)  # fmt: skip
SPECIAL_2011 = Form(
    2011, "XDD",
    "DORN, DEMOCRATIC REPUBLIC OF (Special Case)\nThe Democratic Republic of Dorn is a Special "
    "Case. Its cabinet met abroad.\n"
    f"Scope and Magnitude. {_LAST}\nGovernment Efforts. {_PROSECUTION}",
    "DORN, DEMOCRATIC REPUBLIC OF (Special Case)", None, None, None, False, "special case",
    sections={
        "assessment": ("The Democratic Republic of", "met abroad."),
        "efforts": ("Courts in the north", "judges were moved."),
        "profile": _LAST_ENDS,
    },
    sentence=1,
)  # fmt: skip

FORMS = (
    FORM_2001, FORM_2002, FORM_2003, FORM_2004, FORM_2006, FORM_2009, FORM_2012, FORM_2014,
    FORM_2015, FORM_2017, FORM_2018, FORM_2019, FORM_2020, FORM_2021, FORM_2022, FORM_2023,
    FORM_2024, SPECIAL_2018, SPECIAL_2011,
)  # fmt: skip
