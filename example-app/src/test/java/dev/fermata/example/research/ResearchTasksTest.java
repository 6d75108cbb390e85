package dev.fermata.example.research;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Called directly a task is plain Java: no engine, no database. */
class ResearchTasksTest {

    private final ResearchTasks tasks = new ResearchTasks(new LocalLanguageModel(), new Library());

    @Test
    void theAgentSearchesReadsAndAnswersFromWhatItRead() {
        Answer answer = tasks.research(new Question("What happens to the runs of a worker that dies?"));

        assertThat(answer.text()).contains("any other worker takes its runs over");
        assertThat(answer.sources()).contains("leases");
        assertThat(answer.turns()).isEqualTo(4);
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() {
        Question question = new Question("How can a payment provider be asked twice?");

        assertThat(tasks.research(question)).isEqualTo(tasks.research(question));
    }

    @Test
    void theAgentSaysSoWhenTheDocumentsSayNothing() {
        assertThat(tasks.research(new Question("Zebras?")).text()).isEqualTo("The documents say nothing about it.");
    }
}
