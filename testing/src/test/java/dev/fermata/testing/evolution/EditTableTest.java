package dev.fermata.testing.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.FermataException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the tables in docs/evolution.md is what happens. */
class EditTableTest {

    static List<Edit> edits() throws IOException {
        return Edit.all();
    }

    @ParameterizedTest
    @MethodSource("edits")
    void hasTheVerdictThatThePageGives(Edit edit) throws Exception {
        Stand stand = EditedBuild.of(edit.before()).standingAt(edit.label());
        EditedBuild now = EditedBuild.of(edit.after());
        String verdict;
        try {
            verdict = now.resume(stand);
        } catch (FermataException e) {
            verdict = "parks: " + e.getMessage();
        }
        if (edit.verdict().startsWith("parks: `")) {
            String reason =
                    edit.verdict().substring("parks: `".length(), edit.verdict().length() - 1);
            assertThat(verdict).startsWith("parks: FERMATA-4").contains(reason);
        } else {
            assertThat(verdict).isEqualTo(edit.verdict());
        }
    }

    @Test
    void bothVerdictsAreOnThePage() throws IOException {
        assertThat(edits()).hasSizeGreaterThan(120);
        assertThat(edits()).extracting(Edit::verdict).allMatch(verdict -> verdict.matches("(parks: `|resumes, ).*`"));
        assertThat(edits())
                .filteredOn(edit -> edit.verdict().startsWith("resumes"))
                .hasSizeGreaterThan(30);
        assertThat(edits())
                .filteredOn(edit -> edit.verdict().startsWith("parks"))
                .hasSizeGreaterThan(30);
    }
}
