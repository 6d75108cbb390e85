package dev.fermata.testing.fuzz;

/** The families of productions, which know each other through it. */
final class Grammar {

    final Values values = new Values(this);
    final Calls calls = new Calls(this);
    final Numbers numbers = new Numbers(this);
    final Conditions conditions = new Conditions(this);
    final Objects objects = new Objects(this);
    final SwitchValues switchValues = new SwitchValues(this);
    final Statements statements = new Statements(this);
    final Simple simple = new Simple(this);
    final Branches branches = new Branches(this);
    final Switches switches = new Switches(this);
    final Loops loops = new Loops(this);
    final Tries tries = new Tries(this);
    final Helpers helpers = new Helpers(this);
    final Forks forks = new Forks(this);
    final Captures captures = new Captures(this);
    final Showcase showcase = new Showcase(this);
    final Goals goals = new Goals(this);
}
