"""Acts of an assessment in wordings of imaginary countries, and the themes they have."""

from __future__ import annotations

import pytest

from tipanalysis.narratives.asides import without_asides
from tipanalysis.narratives.forms import forms_of
from tipanalysis.narratives.lexicon import ASSESSMENT, RECOMMENDATION, Lexicon, read_lexicon

CREDITED = """
awareness | broadcasting public service messages about trafficking
awareness | holding events to mark the world day against trafficking
awareness | teaching students about the dangers of trafficking
bilateral-agreements | finalizing an accord with a neighboring government on the return of victims
child-soldiers | verifying the ages of recruits to prevent the enlistment of children
civil-society | consulting survivors on its policies
civil-society | including survivors in policy making
domestic-workers | passing a law on domestic employment
funding | dedicating 5 million dollars to anti-trafficking efforts
identity-documents | registering more births
labor-inspection | authorizing inspectors to enter private farms
labor-trafficking-enforcement | obtaining its first forced labor conviction
law-enforcement | arresting more alleged perpetrators
law-enforcement | bringing more trafficking cases to trial
law-enforcement | disrupting several trafficking rings
law-enforcement | filing charges in more cases
law-enforcement | initiating legal proceedings against more alleged traffickers
law-enforcement | obtaining guilty verdicts against four traffickers
law-enforcement | resolving a backlog of cases
law-enforcement | significantly increasing the number of traffickers convicted
legal-framework | closing gaps in its penal code
legal-framework | making trafficking a crime under a new penal code
migrant-workers | granting amnesty to undocumented workers and allowing them to change sponsors
national-action-plan | approving a new multi-year strategy against trafficking
national-action-plan | decentralizing its task force to the provinces
national-action-plan | establishing a high-level council on trafficking
non-penalization | clearing the criminal records of victims
non-penalization | exempting victims from fines for immigration offenses
official-complicity | investigating allegations of official involvement
penalties | raising the minimum penalty for trafficking
repatriation | assisting nationals stranded overseas
research | completing a national study on forced labor
research | producing its first annual report on trafficking
research | publishing a report on trafficking trends
residence-permits | permitting foreign victims to stay during trials
sentencing | sentencing the majority of traffickers to at least one year in prison
shelter | designating a facility to house trafficking victims
shelter | increasing the number of beds available to victims
specialized-units | appointing a specialized prosecutor for trafficking cases
specialized-units | creating a section within the prosecutor's office to handle trafficking cases
specialized-units | establishing an anti-trafficking bureau within the national police
specialized-units | establishing specialized anti-trafficking teams in three regions
specialized-units | forming a new police squad focused on trafficking
specialized-units | opening trafficking-specific courts
training | adding a trafficking module to the police academy curriculum
training | building the capacity of police officers
training | instructing labor inspectors on trafficking indicators
victim-identification | distributing a checklist of indicators to border guards
victim-identification | identifying victims among detained migrants
victim-identification | removing victims from exploitation during raids
victim-identification | rescuing more victims
victim-identification;child-protection | identifying more child victims
victim-participation | providing free legal aid to victims during trials
victim-services | doubling its financial support to care providers
victim-services | expanding access to care
"""

FAULTED = """
awareness | public knowledge of trafficking remained low
child-protection | authorities did not provide adequate protection for unaccompanied children
child-protection | authorities placed children in unsafe institutions
child-protection | oversight of children's homes was inadequate
child-protection | unaccompanied children went missing from care
child-soldiers | armed groups backed by the government recruited children
civic-space | NGOs faced harassment from officials
data-collection | poor record keeping made figures unreliable
demand-reduction | the government made no efforts to reduce demand
forced-begging | children in religious schools continued to beg
freedom-of-movement | authorities confined victims to closed facilities
freedom-of-movement | shelters restricted victims' movement
identity-documents | many residents lacked identity papers
labor-inspection | the number of inspectors was insufficient for the size of the workforce
labor-trafficking-enforcement | it has never prosecuted a labor trafficking case
law-enforcement | cases remained pending in the courts for years
law-enforcement | court proceedings were often delayed
law-enforcement | efforts to bring traffickers to justice remained weak
law-enforcement | judges often reduced trafficking charges to lesser offenses
law-enforcement | many cases ended in acquittal
law-enforcement | no one was convicted
law-enforcement | police did not pursue credible leads
law-enforcement | police often settled cases informally
law-enforcement | the judicial process was slow and inefficient
law-enforcement | the number of new cases fell sharply
law-enforcement | trials took several years to conclude
migrant-workers | employers confiscated workers' passports
migrant-workers | the government did not enforce laws against passport retention
national-action-plan | agencies did not coordinate effectively
non-penalization | some victims faced criminal charges
officer-capacity | a lack of resources hampered investigations
officer-capacity | frequent turnover of police reduced capacity to investigate
officer-capacity | investigators remained overburdened
officer-capacity | police lacked vehicles and fuel
officer-capacity | police were poorly equipped
officer-capacity | the unit lacked sufficient personnel
official-complicity | allegations of official collusion were not investigated
official-complicity | officials accused of trafficking escaped punishment
official-complicity | police officers allegedly warned brothel owners of raids
penalties | penalties for sex trafficking were too low
refugees-displaced | displaced people remained vulnerable and unprotected
repatriation | it did not help nationals return
repatriation | the government did not assist its citizens exploited abroad
sentencing | courts did not order imprisonment for most convicted traffickers
sentencing | judges imposed fines instead of prison
sentencing | most convicted traffickers received light punishments
sentencing | most traffickers avoided prison time
shelter;victim-services | shelters lacked resources and trained staff
state-forced-labor | prisoners were subjected to forced labor
state-forced-labor | the government continued to compel citizens to work in state enterprises
state-forced-labor | the government subjected detainees to forced labor
training | a lack of training for judges led to inconsistent rulings
training | many law enforcement officials did not understand the law
victim-identification | officials misidentified victims as irregular migrants
victim-identification | standard procedures for identification were not applied
victim-participation | authorities required victims to confront traffickers in court
victim-participation | long proceedings led many victims to withdraw from cases
victim-participation | prosecutors did not protect witnesses
victim-participation | victims received little protection during trials
victim-services | adult victims had little access to care
victim-services | assistance depended on foreign donors
victim-services | funding for victim services decreased
victim-services | the quality of care varied
"""

ADVISED = """
child-protection;victim-services | extend care to victims, particularly for youth
domestic-workers;recruitment | penalize brokers, especially those who harm domestic workers
law-enforcement;officer-capacity | increase the capacity of prosecutors to bring cases to trial
awareness;forced-begging | raise awareness of trafficking, especially forced begging
penalties | increase the penalties for child trafficking
"""

OCCURRING = """
agriculture;forced-labor | Men are subjected to forced labor in greenhouses.
construction;forced-labor | Men are subjected to forced labor in road building.
debt-bondage | Women are obliged to pay off inflated debts to traffickers.
fishing;forced-labor | Men are subjected to forced labor on trawlers.
child-labor;forced-criminality | Girls have been forced to carry drugs.
forced-begging;forced-labor | Women are subjected to forced labor in street trading.
forced-marriage | Women were forced into marriages and may have been sold.
state-forced-labor;forced-labor | Forced labor in prisons occurred.
construction;forced-labor | Men are at risk, and are exploited in forced labor in construction.
child-sex-trafficking;sex-trafficking | Girls are exploited in prostitution near the ports.
"""


def lines(text: str) -> list[tuple[str, str]]:
    pairs = (line.split(" | ") for line in text.strip().splitlines())
    return [(words, themes) for themes, words in pairs]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(edition=2018)


@pytest.mark.parametrize(("words", "themes"), lines(CREDITED + FAULTED.lstrip()))
def test_an_act_of_the_assessment(lexicon: Lexicon, words: str, themes: str) -> None:
    assert set(lexicon.themes(without_asides(words), ASSESSMENT)) == set(themes.split(";"))


@pytest.mark.parametrize(("words", "themes"), lines(ADVISED))
def test_an_act_that_is_advised(lexicon: Lexicon, words: str, themes: str) -> None:
    assert set(lexicon.themes(without_asides(words), RECOMMENDATION)) == set(themes.split(";"))


@pytest.mark.parametrize(("words", "themes"), lines(OCCURRING))
def test_a_form_of_exploitation(lexicon: Lexicon, words: str, themes: str) -> None:
    assert set(forms_of(words, lexicon)) == set(themes.split(";"))


def test_what_a_clause_only_compares_or_names_is_not_its_theme(lexicon: Lexicon) -> None:
    for words, theme in (
        ("money for police lagged compared to the number of victims identified", "law-enforcement"),
        (
            "many suspended sentences for trafficking convictions undercut deterrence",
            "law-enforcement",
        ),
        ("it opened a victim support unit for counseling", "specialized-units"),
        ("it identified victims through police operations", "law-enforcement"),
    ):
        assert theme not in lexicon.themes(words, ASSESSMENT)
