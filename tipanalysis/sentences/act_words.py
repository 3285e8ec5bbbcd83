"""Our own words for acts, objects, groups and subjects of the coding list."""

MEASURES = {
    "investigate": "investigations",
    "prosecute": "prosecutions",
    "convict": "convictions",
    "identify victims": "victims_identified",
}
SUBSETS = {
    "": "total",
    "officials": "officials",
    "labor trafficking": "labor",
    "sex trafficking": "sex",
    "child sex trafficking": "sex",
}
VICTIMS = {"children": "child", "adults": "adult", "foreign": "foreign", "male": "male"} | {
    "female": "female"
}
SUBJECTS = {
    "courts": "Courts",
    "prosecutors": "Prosecutors",
    "police": "Police",
    "law enforcement": "Law enforcement",
    "labor inspectors": "Labor inspectors",
    "legislature": "The legislature",
}
TOPICS = {
    "identify victims": "identifying victims",
    "investigate": "investigating cases",
    "prosecute": "prosecuting cases",
    "enforce law": "the law against trafficking",
}
#: Verb phrases that the coding list's own words do not make: what is done, and more of it.
PHRASES = {
    "fund care": "fund the care of victims",
    "fund anti-trafficking work": "fund work against trafficking",
    "fund services": "fund services for victims",
    "cooperate with civil society": "work with civil society",
    "cooperate with organizations": "work with international organizations",
    "cooperate with other countries": "work with other countries",
    "coordinate agencies": "coordinate the work of agencies",
    "join protocol": "join the UN protocol on trafficking",
    "screen for trafficking": "screen people at risk for signs of trafficking",
    "end corruption": "act against corruption",
    "end complicity": "act against complicity of officials",
    "run programs": "run a program",
    "fund programs": "fund a program",
    "prevent passport retention": "prevent the withholding of passports",
    "protect domestic workers": "protect domestic workers under labor law",
    "end fees": "end recruitment fees for workers",
    "reduce demand": "reduce demand for commercial sex or forced labor",
    "offer legal alternatives": "offer foreign victims an alternative to removal",
    "recruit child soldiers": "recruit children as soldiers",
    "award restitution": "award compensation to victims",
    "enforce law": "enforce the law against trafficking",
    "use referral mechanism": "use the mechanism for referring victims",
    "establish committee": "establish an anti-trafficking committee",
    "convene committee": "convene the anti-trafficking committee",
    "fund committee": "fund the anti-trafficking committee",
    "grant residence": "grant victims legal residence",
    "revive committee": "revive the anti-trafficking committee",
    "appoint staff": "assign staff to this work",
    "combat trafficking": "act against trafficking",
    "combat child labor": "act against child labor",
    "use rules": "apply rules or procedures",
    "update rules": "revise rules or procedures",
    "repeal rules": "lift rules or restrictions",
    "establish bodies": "set up an office or body",
    "run shelters": "run shelters for victims",
    "use agreements": "apply agreements with others",
    "prosecute as lesser crimes": "prosecute trafficking as a lesser crime",
    "convict as lesser crimes": "convict for lesser crimes than trafficking",
    "demobilize child soldiers": "release child soldiers",
    "prevent child soldiers": "prevent the use of child soldiers",
    "fund bodies": "fund offices that work against trafficking",
    "use forced labor": "use forced labor",
}
ONE = {"traffickers": "trafficker", "victims": "victim", "officials": "official", "cases": "case"}
NEW_ONES = {
    "a national action plan": "a new national action plan",
    "a law against trafficking": "a new law against trafficking",
    "shelter for victims": "new shelter for victims",
    "a specialized unit or court": "a new specialized unit or court",
    "an anti-trafficking committee": "a new anti-trafficking committee",
    "procedures": "new procedures",
    "a mechanism for referring victims": "a new mechanism for referring victims",
}
