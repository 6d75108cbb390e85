package dev.fermata.testing.fuzz;

/** The statement that most closely encloses a suspending call: the column of the coverage table. */
enum Construct {
    STRAIGHT,
    IF,
    WHILE,
    DO,
    FOR,
    FOREACH,
    SWITCH_OLD,
    SWITCH_NEW,
    SWITCH_EXPR,
    TRY,
    CATCH,
    FINALLY,
    LABELLED,
    HELPER,
    BRANCH
}
