package dev.fermata.adversity;

/** What the steps of {@link PoisonPaceTest} do. */
public interface Deeds {

    void work(int run, int position);

    String strike(String kind);
}
