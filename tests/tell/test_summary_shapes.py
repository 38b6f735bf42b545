"""The invented summaries that the paper is tested with can be made, and say what the paper must never lose."""


def test_an_ordinary_summary_keeps_its_lists_apart(fictional):
    made = fictional.summary()
    assert len(made.denied) == 14 and len(made.not_answered) == 1 and len(made.not_sure) == 1
    assert not {n.label for n in made.denied} & {n.label for n in made.not_answered + made.not_sure}


def test_the_overfull_one_has_more_than_a_page(fictional):
    made = fictional.overfull()
    assert len(made.urgent) == 3 and len(made.flags) == 9 and len(made.denied) == 30
