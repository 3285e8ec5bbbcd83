"""What the grammar tells of one clause, on sentences of imaginary countries."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis import terms
from tipanalysis.narratives.acts import told
from tipanalysis.narratives.coding_list import acts, inflected, things


def said(clause: str, kind: str = "achievement", sentence: str = "") -> dict[str, object]:
    """The filled fields of a clause."""
    row = dataclasses.asdict(told(clause, kind, sentence))  # type: ignore[arg-type]
    return {key: value for key, value in row.items() if value not in ("", None)}


@pytest.mark.parametrize(
    ("clause", "act", "direction"),
    [
        ("convicting more traffickers than in any year", "convict", "more"),
        ("investigating and prosecuting significantly more traffickers", None, "more"),
        ("increasing prosecutions and convictions", "prosecute;convict", "more"),
        ("opening a new shelter", "open shelters", "new"),
        ("continuing to implement its 2014-2019 national action plan", "implement plan", "same"),
        ("The Government of Alandria identified more child victims", "identify victims", "more"),
        ("initiating more prosecutions", "prosecute", "more"),
        ("acceding to the 2000 UN TIP Protocol", "join protocol", None),
    ],
)
def test_an_effort(clause: str, act: str | None, direction: str | None) -> None:
    row = said(clause)
    assert act is None or row["act"] == act
    assert row.get("direction") == direction


@pytest.mark.parametrize(
    ("clause", "act", "direction"),
    [
        ("did not convict any traffickers for the third consecutive year", "convict", "none"),
        (
            "the government did not adequately fund services to victims",
            "fund services",
            "not enough",
        ),
        ("courts convicted fewer traffickers", "convict", "fewer"),
        ("no traffickers were convicted", "convict", "none"),
        ("lacked formal procedures to identify victims", "have procedures", "none"),
        ("continued to detain victims", "penalize victims", "same"),
        ("victim identification remained inadequate", "identify victims", "not enough"),
        ("convictions decreased", "convict", "fewer"),
    ],
)
def test_a_fault(clause: str, act: str, direction: str) -> None:
    row = said(clause, "shortfall")
    assert (row["act"], row["direction"]) == (act, direction)


def test_what_was_not_reported_is_not_said_to_be_undone() -> None:
    row = said("did not report convicting any traffickers", "shortfall")
    assert row["act"] == "report;convict"
    assert said("did not convict any traffickers", "shortfall")["act"] == "convict"


@pytest.mark.parametrize(
    "clause",
    [
        "did not convict any traffickers for forced labor in the port of Szohôd",
        "did not directly protect victims",
        "did not investigate internal trafficking",
        "did not refer all victims to care",
        "did not convict any traffickers under its trafficking law",
    ],
)
def test_a_narrow_denial_is_not_a_denial_of_the_whole(clause: str) -> None:
    assert said(clause, "shortfall").get("direction") != "none"


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("prosecuted traffickers under a lesser statute", "shortfall"),
        ("did not convict any traffickers", "achievement"),
        ("detaining victims", "achievement"),
        ("the Report of Borduria was long", "achievement"),
        ("amended the tax return", "achievement"),
        ("raise awareness of the museum", "recommendation"),
        ("provide a lawful residence to fishermen", "recommendation"),
    ],
)
def test_what_is_not_clear_stays_empty(clause: str, kind: str) -> None:
    row = said(clause, kind)
    assert row.get("act") in (None, "raise awareness")
    assert "direction" not in row


def test_the_figure_before_the_object_is_the_quantity() -> None:
    row = said("convicting 12 officials complicit in trafficking in 2017")
    assert (row["quantity"], row["unit"], row["group"]) == (12, "persons", "officials")
    assert row["period"] == "2017"
    assert said("convicting more than 12 traffickers").get("quantity") is None
    assert said("investigating six trafficking cases")["unit"] == "cases"


def test_efforts_are_not_results() -> None:
    assert said("increasing efforts to identify victims")["unit"] == "efforts"
    assert "unit" not in said("identifying more victims")


@pytest.mark.parametrize(
    ("clause", "group"),
    [
        ("identified fewer victims of forced labor", "labor trafficking"),
        ("identified fewer child victims", "children"),
        ("identified fewer victims", None),
        ("prosecuted fewer traffickers for sex and labor trafficking", None),
    ],
)
def test_the_group_is_part_of_what_is_said(clause: str, group: str | None) -> None:
    assert said(clause, "shortfall").get("group") == group


def test_the_subject_is_who_acts() -> None:
    assert said("courts convicted fewer traffickers", "shortfall")["actor"] == "courts"
    sentence = "The government made efforts by convicting more traffickers."
    assert said("convicting more traffickers", "achievement", sentence)["actor"] == "government"
    assert "actor" not in said("convicting more traffickers")


def test_a_request_is_of_the_government_and_has_no_figures() -> None:
    row = said("Train more police and prosecutors to identify victims.", "recommendation")
    assert row == {
        "act": "train;identify victims",
        "direction": "more",
        "actor": "government",
        "group": "police;prosecutors",
    }
    stop = said(
        "ensure victims are not punished for acts that they were forced to", "recommendation"
    )
    assert (stop["act"], stop["direction"]) == ("penalize victims", "none")


def test_every_act_of_the_list_has_its_words() -> None:
    assert len(things()) == len({thing.name for thing in things()})
    for key, (verb, thing) in acts().items():
        assert key.startswith(verb)
        assert thing.says


def test_verbs_bend() -> None:
    assert inflected("refer") == ("referred", "referring", "refers")
    assert inflected("punish")[2] == "punishes"
    assert inflected("have") == ("had", "having", "has")


@given(st.text(max_size=200), st.sampled_from(["achievement", "shortfall", "recommendation"]))
def test_any_text_is_told_in_the_words_of_the_tables_or_not_at_all(text: str, kind: str) -> None:
    row = told(text, kind, text)  # type: ignore[arg-type]
    assert row.direction in ("", *terms.DIRECTIONS)
    keys = [key for key in row.act.split(";") if key]
    assert set(keys) <= {"report", *acts()}


@given(
    st.lists(
        st.sampled_from(
            [
                "did",
                "not",
                "increase",
                "efforts",
                "to",
                "convict",
                "any",
                "more",
                "traffickers",
                "of",
                "victims",
                "for",
                "the",
                "police",
                "train",
                "officials",
                "<b>",
                ";",
                ",",
                "and",
                "(SOPs)",
                "12",
                "in",
                "2017",
                "continue",
                "lack",
            ]
        ),
        max_size=14,
    )
)
def test_no_achievement_is_a_denial(words: list[str]) -> None:
    row = told(" ".join(words), "achievement")
    assert row.direction not in ("none", "not enough", "fewer")
    shortfall = told(" ".join(words), "shortfall")
    if shortfall.act:
        assert shortfall.direction in ("none", "not enough", "fewer") or "penalize" in shortfall.act


@pytest.mark.parametrize(
    "clause",
    [
        "identifying more sex and labor trafficking victims",
        "increasing investigations of forced labor cases and other trafficking crimes",
        "convicting more traffickers for both sex trafficking and internal trafficking",
    ],
)
def test_where_two_forms_are_named_there_is_no_group(clause: str) -> None:
    assert said(clause)["direction"] == "more"
    assert "group" not in said(clause)


@pytest.mark.parametrize(
    ("clause", "act", "direction"),
    [
        ("the Szohôd police rarely investigated trafficking cases", "investigate", "not enough"),
        ("some judges did not convict any traffickers", "convict", "not enough"),
        ("did not report any convictions", "report;convict", "none"),
        (
            "did not report providing long-term services to victims",
            "report;provide services",
            "not enough",
        ),
        ("there were no convictions of officials complicit in trafficking", "convict", "none"),
        ("provided limited services to victims", "provide services", "not enough"),
        ("did little to reduce demand for commercial sex", "reduce demand", "not enough"),
        (
            "made negligible efforts to identify victims on the islands",
            "identify victims",
            "not enough",
        ),
        ("weak coordination among agencies hindered the work", "coordinate agencies", "not enough"),
        (
            "officials' lack of knowledge of trafficking slowed all cases",
            "know of trafficking",
            "not enough",
        ),
        ("efforts to protect foreign victims remained inadequate", "protect victims", "not enough"),
        ("corruption among port officials impeded cases", "end corruption", "not enough"),
        ("official complicity in trafficking remained a concern", "end complicity", "not enough"),
        ("its laws did not criminalize all forms of trafficking", "improve the law", "not enough"),
        ("convicted a significantly lower number of traffickers", "convict", "fewer"),
        ("reported a decrease in the number of prosecutions", "prosecute", "fewer"),
        ("the national plan was not adopted", "adopt plan", "none"),
        ("victims were often detained and fined", "penalize victims", None),
        ("courts issued lenient sentences to convicted traffickers", "give light sentences", None),
        ("conflated smuggling with trafficking", "confuse with smuggling", None),
        ("continued to subject its nationals to forced labor in mines", "use forced labor", "same"),
        ("tried trafficking crimes as labor violations", "prosecute as lesser crimes", None),
    ],
)
def test_the_words_of_a_fault(clause: str, act: str, direction: str | None) -> None:
    row = said(clause, "shortfall")
    assert (row["act"], row.get("direction")) == (act, direction)


@pytest.mark.parametrize(
    ("clause", "act", "direction"),
    [
        ("the identification of 12 victims", "identify victims", None),
        ("leading to more convictions", "convict", "more"),
        ("securing its first convictions", "convict", "new"),
        ("continued to increase funding for victim services", "fund care", "more"),
        ("expanding protection of victims", "protect victims", "more"),
        ("establishing a national hotline in Zileheroum", "establish hotline", None),
        ("convicting more than 12 traffickers", "convict", None),
        ("The Alandrian inter-ministerial committee met twice", "convene committee", None),
    ],
)
def test_the_words_of_an_effort(clause: str, act: str, direction: str | None) -> None:
    row = said(clause)
    assert (row["act"], row.get("direction")) == (act, direction)


@pytest.mark.parametrize(
    ("item", "act", "direction"),
    [
        (
            "Increase the capacity of police and judges to identify victims",
            "identify victims",
            "more",
        ),
        ("Cease detaining and deporting victims", "penalize victims", "none"),
        ("With partners in Borduria, train judges", "train", None),
        ("Ensure victims have access to services", "provide services", None),
        ("Consider amending the anti-trafficking law", "consider;amend law", None),
        (
            "Investigate, prosecute, and convict all forms of trafficking",
            "investigate;prosecute;convict",
            None,
        ),
        (
            "Establish a database of cases, including by training clerks",
            "develop data system",
            None,
        ),
        ("Address corruption in the ports", "end corruption", None),
    ],
)
def test_the_words_of_a_request(item: str, act: str, direction: str | None) -> None:
    row = said(item, "recommendation")
    assert (row["act"], row.get("direction")) == (act, direction)


def test_a_list_cut_from_its_denial_is_denied() -> None:
    sentence = "The government did not report prosecuting, or convicting any traffickers."
    assert said("convicting any traffickers", "shortfall", sentence)["act"] == "report;convict"
    sentence = "It did not publish a plan, or provide any services to victims."
    assert said("or provide any services to victims", "shortfall", sentence)["direction"] == "none"
    credited = "Courts were slow, training judges."
    assert "direction" not in said("training judges", "shortfall", credited)


def test_steps_are_not_the_act() -> None:
    assert said("took steps to open a shelter")["unit"] == "efforts"
    assert "unit" not in said("opened a shelter")


def test_only_a_few_is_a_fault_with_its_figure() -> None:
    row = said("courts convicted only one trafficker", "shortfall")
    assert (row["direction"], row["quantity"], row["unit"]) == ("not enough", 1, "persons")
    assert said("the government only identified nine victims", "shortfall")["quantity"] == 9


@pytest.mark.parametrize(
    "clause",
    [
        "did not enact legislation",
        "did not allocate funding",
        "did not enact legislation on mines",
        "did not allocate funding to the coast guard",
        "did not open an office",
        "did not provide any long-term services to victims",
        "did not criminalize most forms of forced labor",
        "did not fund awareness campaigns",
    ],
)
def test_what_is_wide_or_narrowed_is_never_told_as_none(clause: str) -> None:
    assert said(clause, "shortfall")["direction"] == "not enough"


def test_another_request_is_not_the_object_of_the_first() -> None:
    row = said("create a customs committee and adopt a national action plan", "recommendation")
    assert row["act"] == "establish bodies"
    assert said("draft a tariff and enact an anti-trafficking law", "recommendation")["act"] == (
        "enact law"
    )
    purpose = "paint the museum to buy ships and adopt a national action plan"
    assert said(purpose, "recommendation").get("act") != "adopt plan"


def test_two_forms_or_two_groups_are_no_group() -> None:
    clause = "did not convict any sex trafficking or forced labor offenders"
    assert "group" not in said(clause, "shortfall")
    assert "group" not in said("did not identify foreign or domestic victims", "shortfall")
    assert said("hold convicted traffickers accountable", "recommendation").get("group") is None
    officials = said("hold complicit officials accountable", "recommendation")
    assert officials["group"] == "officials"


def test_who_lacks_the_money_is_not_who_should_give_it() -> None:
    row = said("labor inspectors lacked resources", "shortfall")
    assert row["act"] == "fund work"
    assert "actor" not in row


def test_one_that_was_not_is_not_only_one() -> None:
    row = said("has not prosecuted a government official for complicity", "shortfall")
    assert "quantity" not in row
    clause = "did not report any prosecutions of forced labor and officials lacked a bridge"
    assert said(clause, "shortfall").get("group") != "officials"


def test_who_lacked_training_is_who_was_trained_too_little() -> None:
    row = said("judges continued to lack specialized training", "shortfall", "Judges waited.")
    assert (row["act"], row["direction"], row["group"]) == ("train", "not enough", "judges")
    assert "actor" not in row


@pytest.mark.parametrize(
    "item",
    [
        "strengthen law enforcement's capacity to answer letters",
        "establish an archive of visas, a program for sailors",
        "engage with non-governmental armed groups",
        "increase vocational training for sailors",
    ],
)
def test_words_that_look_like_an_object_are_none(item: str) -> None:
    assert said(item, "recommendation") == {}
